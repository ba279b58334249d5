/** A node of Babel's syntax tree. Offsets are UTF-16 units of the parsed text. */
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

export function isClass({ type }: Node): boolean {
  return type === 'ClassDeclaration' || type === 'ClassExpression';
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

/**
 * Returns the name of a member, in its `key` or `property`, if it is written as a name or a string; null if it is
 * computed.
 */
export function memberName(member: Node | null, at: 'key' | 'property'): string | null {
  const name = child(member, at);
  return member?.['computed'] === true && name?.type !== 'StringLiteral' ? null : nameOf(name);
}

/**
 * Whether a key of a node holds no syntax: its type, positions, Babel's extras, or comments. The four keys of every
 * node are compared first, because this function runs for every key of a file.
 */
export function holdsNoSyntax(key: string): boolean {
  return (
    key === 'type' ||
    key === 'start' ||
    key === 'end' ||
    key === 'loc' ||
    key === 'extra' ||
    key === 'comments'
  );
}

/** A node with its chain of ancestors. */
export interface Way {
  readonly node: Node;
  /** null at the root. */
  readonly above: Way | null;
}

/**
 * Visits every node below `root`, parents first, in no promised order among siblings. If `enter` returns false, the
 * node's children are skipped. It does not recurse because generated files nest deeply. It avoids `for … in` because
 * Babel's nodes inherit an enumerable key, which makes that loop several times slower.
 */
export function walk(root: Node, enter: (node: Node, above: Way | null) => boolean | void): void {
  const nodes: Node[] = [root];
  const ways: (Way | null)[] = [null];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const above = ways.pop() ?? null;
    if (enter(node, above) === false) continue;
    let way: Way | null = null;
    for (const key of Object.keys(node)) {
      if (holdsNoSyntax(key)) continue;
      const value = node[key];
      if (typeof value !== 'object' || value === null) continue;
      way ??= { node, above };
      if (Array.isArray(value)) {
        for (const item of value) {
          if (!isNode(item)) continue;
          nodes.push(item);
          ways.push(way);
        }
      } else if (isNode(value)) {
        nodes.push(value);
        ways.push(way);
      }
    }
  }
}

/** Returns the nodes of a way, outermost first. */
export function nodesOf(way: Way | null): readonly Node[] {
  const chain: Node[] = [];
  for (let at = way; at !== null; at = at.above) chain.push(at.node);
  return chain.toReversed();
}
