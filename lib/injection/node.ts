/** A node of the syntax tree as Babel gives it. Offsets are UTF-16 units of the text that was parsed. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Comment {
  readonly type: 'CommentBlock' | 'CommentLine';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Node).type === 'string' &&
    typeof (value as Node).start === 'number'
  );
}

/** The child below `key`, or null. */
export function child(node: Node | null, key: string): Node | null {
  const value = node?.[key];
  return isNode(value) ? value : null;
}

/** The children below `key`; holes of sparse arrays are left out. */
export function children(node: Node | null, key: string): readonly Node[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name of an identifier or the value of a string used as a name; null for anything computed. */
export function nameOf(node: Node | null): string | null {
  if (node === null) return null;
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return node['name'] as string;
  if (node.type === 'StringLiteral') return node['value'] as string;
  return null;
}

/** Keys that hold no syntax: positions, comments attached by recast, Babel's notes. */
export const NOT_SYNTAX = new Set(['loc', 'extra', 'comments', 'tokens', 'errors', 'original', 'range']);

/**
 * Visits every node below `root`, parents first, in no promised order among siblings. `enter` returning false leaves
 * a node's children out. Written without recursion over the call stack: generated files nest deeply.
 */
export function walk(root: Node, enter: (node: Node, parent: Node | null) => boolean | void): void {
  const stack: [Node, Node | null][] = [[root, null]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [node, parent] = next;
    if (enter(node, parent) === false) continue;
    for (const key in node) {
      if (NOT_SYNTAX.has(key)) continue;
      const value = node[key];
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) stack.push([item, node]);
      } else if (isNode(value)) stack.push([value, node]);
    }
  }
}
