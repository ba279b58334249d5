import {
  child,
  children,
  isClass,
  memberName,
  nameOf,
  nodesOf,
  walk,
  type Node,
  type Way,
} from '../parse/index.ts';
import { binds, type ClassPlace, type OpenFile } from '../survey/index.ts';
import type { Range } from './cut-ranges.ts';

/** A use of an injected declaration in the user's code. */
export interface OwnerUse {
  /** `EVENT_BUS_AVAILABLE`, or `this.eventPublisher`. */
  readonly what: string;
  readonly name: string;
  readonly node: Node;
  readonly above: Way | null;
}

/** The declarations of an injection. */
export interface Declared {
  /** Names at the top of the file. */
  readonly names: ReadonlySet<string>;
  /** Members of these classes, which their subclasses in the file also have. */
  readonly members: ReadonlySet<string>;
  readonly classes: readonly ClassPlace[];
  /** The classes that only inherit the members, through `super`. */
  readonly subclasses?: readonly ClassPlace[];
}

/** Member names that only an injection uses, so a use through another object counts, too. */
const TELLING = new Set([
  'eventPublisher',
  'bootstrapServers',
  'shutdownSignal',
  'publishIntrospectionEvent',
]);

/**
 * Returns the uses in the user's code in text order.
 * @param pieces Spans that are not the user's code.
 */
export function ownerUses(file: OpenFile, declared: Declared, pieces: readonly Range[]): readonly OwnerUse[] {
  const uses: OwnerUse[] = [];
  const classes = new Set(declared.classes.map(({ node }) => node));
  const isPiece = ({ start, end }: Node): boolean =>
    pieces.some((range) => range.start <= start && end <= range.end);
  walk(file.program, (node, above) => {
    if (isPiece(node)) return false;
    const name = nameUsed(node, above, declared.names);
    if (name !== null) uses.push({ what: name, name, node, above });
    for (const { name: used, ofThis, ofAlias, ofSuper } of membersUsed(node)) {
      if (!declared.members.has(used)) continue;
      if (ofSuper) {
        const owner = nodesOf(above).findLast(isClass);
        if (declared.subclasses?.some((one) => one.node === owner) === true) {
          uses.push({ what: `super.${used}`, name: used, node, above });
        }
        continue;
      }
      const inside = nodesOf(above).some((outer) => classes.has(outer));
      if (ofThis ? inside && !isStatic(nodesOf(above)) : TELLING.has(used) || (inside && ofAlias)) {
        uses.push({ what: `${ofThis ? 'this' : '…'}.${used}`, name: used, node, above });
      }
    }
    return true;
  });
  return uses.toSorted((a, b) => a.node.start - b.node.start);
}

/** Returns a reference to one of the names that resolves to the declaration at the top of the file. */
function nameUsed(node: Node, above: Way | null, names: ReadonlySet<string>): string | null {
  if (node.type !== 'Identifier') return null;
  const name = node['name'] as string;
  if (!names.has(name) || above === null) return null;
  const parent = above.node;
  const isKey = child(parent, 'key') === node || child(parent, 'property') === node;
  if (isKey && parent['computed'] !== true && parent['shorthand'] !== true) return null;
  if (child(parent, 'id') === node || child(parent, 'label') === node) return null;
  const scope = nodesOf(above).findLast((outer) => binds(outer, name));
  return scope === undefined || scope.type === 'Program' ? name : null;
}

interface MemberUse {
  readonly name: string;
  readonly ofThis: boolean;
  readonly ofSuper: boolean;
  /** Used through a name that often stands for `this`. */
  readonly ofAlias: boolean;
}

/** `this.name`, `self.name`, `x['name']`, `{ name } = this`. */
function membersUsed(node: Node): readonly MemberUse[] {
  if (/^(?:Optional)?MemberExpression$/.test(node.type)) {
    const name = memberName(node, 'property');
    const object = child(node, 'object');
    if (name === null) return [];
    const ofSuper = object?.type === 'Super';
    const ofThis = object?.type === 'ThisExpression';
    const ofAlias = /^(?:self|that|me|_this)$/.test(nameOf(object) ?? '');
    return [{ name, ofThis, ofSuper, ofAlias }];
  }
  if (node.type !== 'VariableDeclarator' && node.type !== 'AssignmentExpression') return [];
  const pattern = child(node, 'id') ?? child(node, 'left');
  const value = child(node, 'init') ?? child(node, 'right');
  if (pattern?.type !== 'ObjectPattern' || value?.type !== 'ThisExpression') return [];
  return children(pattern, 'properties').flatMap((one) => {
    const name = nameOf(child(one, 'key'));
    return name === null ? [] : [{ name, ofThis: true, ofSuper: false, ofAlias: false }];
  });
}

/** Whether `this` is the class instead of an object of it. */
function isStatic(parents: readonly Node[]): boolean {
  const member = parents[parents.findLastIndex(({ type }) => type === 'ClassBody') + 1];
  return member?.type === 'StaticBlock' || member?.['static'] === true;
}

/** `lines 3 and 7 use this.eventPublisher`, for messages. */
export function describeUses(uses: readonly OwnerUse[], lineOf: (offset: number) => number): string {
  const lines = [...new Set(uses.map(({ node }) => lineOf(node.start)))];
  const whats = [...new Set(uses.map(({ what }) => what))];
  const list = (items: readonly (string | number)[]): string =>
    items.length < 2 ? String(items[0]) : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
  return `${lines.length === 1 ? `line ${lines[0]} uses` : `lines ${list(lines)} use`} ${list(whats)}`;
}
