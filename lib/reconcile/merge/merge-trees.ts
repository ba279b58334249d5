import { itemsAt, threeWayRegions, type Span } from '../../alignment/index.ts';
import { asMaps } from './identity.ts';
import { mergeNotes } from './documents/merge-notes.ts';
import { alike, keyOf, sameTree, type Tree } from './tree.ts';

export type Winner = 'ours' | 'base' | 'theirs';

interface Sides {
  readonly base: Tree | undefined;
  readonly ours: Tree | undefined;
  readonly theirs: Tree | undefined;
}

export interface MergedTree {
  /** Undefined if the merge removes the value. */
  readonly tree: Tree | undefined;
  /** Key paths that both sides changed: `scripts.test`. */
  readonly clashes: readonly string[];
}

function pathTo(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/**
 * Returns the position of the templates' first key: before the first key that both sides have, otherwise at the end.
 */
function placeOfFirst(ours: readonly string[], theirs: readonly string[]): number {
  const shared = theirs.find((key) => ours.includes(key));
  return shared === undefined ? ours.length : ours.indexOf(shared);
}

/**
 * Returns the user's order of keys. A key of the templates follows its predecessor in the templates.
 * @param behind In a list, the user's items at the same place come first.
 */
function keyOrder(ours: readonly string[], theirs: readonly string[], behind: boolean): string[] {
  const order = [...ours];
  const known = new Set(ours);
  const shared = new Set(theirs);
  for (const [index, key] of theirs.entries()) {
    if (known.has(key)) continue;
    let at = index === 0 ? placeOfFirst(ours, theirs) : order.indexOf(theirs[index - 1]!) + 1;
    if (behind) while (at < order.length && !shared.has(order[at]!)) at += 1;
    order.splice(at, 0, key);
    known.add(key);
  }
  return order;
}

type MapTree = Tree & { kind: 'map' };
type ListTree = Tree & { kind: 'list' };

type Entries = ReadonlyMap<string, Tree>;

function mergeEntries(
  { base, ours, theirs }: Record<Winner, Entries>,
  winner: Winner,
  kind: 'map' | 'list',
  pathOf: (key: string) => string,
): { entries: Map<string, Tree>; clashes: string[] } {
  const entries = new Map<string, Tree>();
  const clashes: string[] = [];
  for (const key of keyOrder([...ours.keys()], [...theirs.keys()], kind === 'list')) {
    const sides = { base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) };
    const merged = mergeTrees(sides, winner, pathOf(key));
    if (merged.tree) entries.set(key, merged.tree);
    clashes.push(...merged.clashes);
  }
  return { entries, clashes };
}

function mergeMaps(
  base: Tree | undefined,
  ours: MapTree,
  theirs: MapTree,
  winner: Winner,
  path: string,
): MergedTree {
  const sides = {
    base: base?.kind === 'map' ? base.entries : new Map<string, Tree>(),
    ours: ours.entries,
    theirs: theirs.entries,
  };
  const { entries, clashes } = mergeEntries(sides, winner, 'map', (key) => pathTo(path, key));
  return { tree: { ...ours, entries }, clashes };
}

/**
 * Merges items that both sides changed at one place: pair by pair if they correspond, otherwise one after the other.
 */
function mergeItems(
  base: Tree[],
  ours: Tree[],
  theirs: Tree[],
  winner: Winner,
  at: string[],
): [Tree[], string[]] {
  if (base.length === 0) {
    const known = new Set(ours.map(keyOf));
    return [[...ours, ...theirs.filter((item) => !known.has(keyOf(item)))], []];
  }
  if (ours.length !== base.length || theirs.length !== base.length) {
    return [{ base, ours, theirs }[winner], [at[0]!]];
  }
  const merged = base.map((item, index) =>
    mergeTrees({ base: item, ours: ours[index], theirs: theirs[index] }, winner, at[index]!),
  );
  return [merged.flatMap(({ tree }) => tree ?? []), merged.flatMap(({ clashes }) => clashes)];
}

function mergeLists(
  base: Tree | undefined,
  ours: ListTree,
  theirs: ListTree,
  winner: Winner,
  path: string,
): MergedTree {
  const baseItems = base?.kind === 'list' ? base.items : [];
  const maps = asMaps(baseItems, ours.items, theirs.items);
  if (maps) {
    const { entries, clashes } = mergeEntries(
      maps,
      winner,
      'list',
      (key) => `${path}[${key.replace(/^\w+:/, '')}]`,
    );
    return { tree: { ...ours, items: [...entries.values()] }, clashes };
  }
  const keys = (list: readonly Tree[]) => list.map(keyOf);
  const items: Tree[] = [];
  const clashes: string[] = [];
  const lists = { base: baseItems, ours: ours.items, theirs: theirs.items };
  const itemsOf = (side: Winner, span: Span) => itemsAt(lists[side], span);
  for (const region of threeWayRegions(keys(baseItems), keys(ours.items), keys(theirs.items))) {
    const [inBase, inOurs, inTheirs] = [
      itemsOf('base', region.base),
      itemsOf('ours', region.ours),
      itemsOf('theirs', region.theirs),
    ];
    // Merges item by item if possible, even if one side changed no item, because comments may have changed.
    const isPaired = inBase.length === inOurs.length && inBase.length === inTheirs.length;
    if (!region.clash && !isPaired) {
      items.push(...itemsOf(region.from, region.span));
      continue;
    }
    const places = Array.from({ length: Math.max(1, region.base.length) }, (_, index) =>
      pathTo(path, region.ours.start + index),
    );
    const [merged, clashed] = mergeItems(inBase, inOurs, inTheirs, winner, places);
    items.push(...merged);
    clashes.push(...clashed);
  }
  return { tree: { ...ours, items }, clashes };
}

function mergeValues({ base, ours, theirs }: Sides, winner: Winner, path: string): MergedTree {
  if (ours?.kind === 'map' && theirs?.kind === 'map') return mergeMaps(base, ours, theirs, winner, path);
  if (ours?.kind === 'list' && theirs?.kind === 'list') return mergeLists(base, ours, theirs, winner, path);
  if (sameTree(ours, theirs) || sameTree(base, theirs)) return { tree: ours, clashes: [] };
  if (sameTree(base, ours)) return { tree: theirs, clashes: [] };
  return { tree: { base, ours, theirs }[winner], clashes: [path] };
}

/**
 * Merges three values by key, with their comments. Without a base, values that only one side has are included.
 * @param winner The side whose value is used if both sides changed the same value.
 */
export function mergeTrees(sides: Sides, winner: Winner, path = ''): MergedTree {
  const { base, ours, theirs } = sides;
  if (alike(ours, theirs) || alike(base, theirs)) return { tree: ours, clashes: [] };
  if (alike(base, ours)) return { tree: theirs, clashes: [] };
  const { tree, clashes } = mergeValues(sides, winner, path);
  if (!tree || !ours || !theirs) return { tree, clashes };
  const merged = mergeNotes({ base: base?.notes, ours: ours.notes, theirs: theirs.notes }, winner);
  return {
    tree: { ...tree, notes: merged.notes },
    clashes: merged.clash && clashes.length === 0 ? [path] : clashes,
  };
}
