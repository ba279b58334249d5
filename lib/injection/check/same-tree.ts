import { holdsNoSyntax, isNode, type Node } from '../parse/index.ts';
import { statementEnd } from '../pieces/index.ts';
import type { Shifter } from './shift.ts';

interface Tree {
  readonly program: Node;
  readonly text: string;
}

/**
 * Walks both trees side by side. Anything that only the new tree contains must be an insertion.
 * @param gone Whether a node of the old tree was replaced or removed, and so needs no counterpart.
 * @returns The first node of the old tree that is missing or different in the new tree; or null.
 */
export function firstLostNode(
  before: Tree,
  after: Tree,
  shift: Shifter,
  gone: (node: Node) => boolean,
): Node | null {
  const olds: Node[] = [before.program];
  const news: Node[] = [after.program];
  for (let old = olds.pop(), now = news.pop(); old && now; old = olds.pop(), now = news.pop()) {
    if (old.type !== now.type) return old;
    // The program node also spans the surrounding white space, so only its children have comparable positions.
    const isProgram = old.type === 'Program';
    if (!isProgram) {
      const end = shift.end(statementEnd(before.text, old));
      if (shift.start(old.start) !== now.start || end !== statementEnd(after.text, now)) return old;
    }
    for (const key of Object.keys(old)) {
      if (holdsNoSyntax(key)) continue;
      const value = old[key];
      if (typeof value !== 'object' || value === null) {
        // A name, an operator, or a modifier. A value that is absent in the old tree must be absent in the new tree.
        if (!isProgram && (value ?? null) !== (now[key] ?? null)) return old;
      } else if (Array.isArray(value)) {
        const lost = pairItems(value, now[key], shift, gone, olds, news);
        if (lost !== null) return lost;
      } else if (isNode(value)) {
        if (gone(value)) continue;
        const other = now[key];
        if (!isNode(other)) return value;
        olds.push(value);
        news.push(other);
      }
    }
  }
  return null;
}

/**
 * Pairs the items of two lists. Items retain their order, and unpaired items are new. The new statement above may take
 * over the lone semicolon that guards a line: the semicolon has no meaning of its own, and the next line remains
 * guarded.
 */
function pairItems(
  old: readonly unknown[],
  now: unknown,
  shift: Shifter,
  gone: (node: Node) => boolean,
  olds: Node[],
  news: Node[],
): Node | null {
  const items = Array.isArray(now) ? (now as unknown[]) : [];
  let at = 0;
  for (const item of old) {
    if (!isNode(item) || gone(item)) continue;
    const start = shift.start(item.start);
    while (at < items.length && !standsFor(items[at], item, start)) at += 1;
    const other = items[at];
    if (!isNode(other)) return item;
    at += 1;
    if (other.start !== start) continue;
    olds.push(item);
    news.push(other);
  }
  return null;
}

function standsFor(now: unknown, { type }: Node, start: number): boolean {
  return isNode(now) && (now.start === start || (type === 'EmptyStatement' && now.end === start + 1));
}
