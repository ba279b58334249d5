import type { Tree } from '../../tree.ts';

/** An entry of the merged container, and the user's entry that it replaces. */
export interface Slot {
  readonly old: Tree | null;
  readonly now: Tree;
  /** Key of a map. */
  readonly key: string | null;
}

/** Rewrites the text of a value; returns null if it must be written as its side wrote it. */
export type Rewrite = (current: Tree, target: Tree) => string | null;

export type Container = Exclude<Tree, { kind: 'scalar' }>;

export function childrenOf(container: Container): readonly Tree[] {
  return container.kind === 'list' ? container.items : [...container.entries.values()];
}

/** Pairs items by their source. Between two matched items, equal numbers of new and old items replace each other. */
function pairItems(current: readonly Tree[], target: readonly Tree[]): Slot[] {
  const places = new Map(current.map(({ origin }, index) => [origin, index]));
  const slots: Slot[] = [];
  let [at, from] = [0, 0];
  const pairUpTo = (end: number, known: number): void => {
    const pairs = end - from === known - at;
    for (; from < end; from += 1) {
      slots.push({ old: pairs ? current[at + slots.length - first]! : null, now: target[from]!, key: null });
    }
  };
  let first = 0;
  for (const [index, item] of [...target, null].entries()) {
    const place = item === null ? current.length : places.get(item.origin);
    if (place === undefined || place < at) continue;
    first = slots.length;
    pairUpTo(index, place);
    if (item !== null) slots.push({ old: current[place]!, now: item, key: null });
    [at, from] = [place + 1, index + 1];
  }
  return slots;
}

/** Returns the entries of a merged container in order, each with the user's entry. */
export function pairEntries(current: Container, target: Container): Slot[] {
  if (current.kind === 'map' && target.kind === 'map') {
    return [...target.entries].map(([key, now]) => ({ old: current.entries.get(key) ?? null, now, key }));
  }
  return pairItems(childrenOf(current), childrenOf(target));
}
