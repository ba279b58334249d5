import { keyOf, type Tree } from './tree.ts';

/** Keys that identify the items of a list, the most specific first. */
const NAMES = ['operation', 'id', 'node_id', 'name', 'state_name', 'trigger', 'topic', 'version', 'path'];

type Identify = (item: Tree) => string | null;

function byName(name: string): Identify {
  return (item) => {
    const value = item.kind === 'map' ? item.entries.get(name) : undefined;
    return value?.kind === 'scalar' ? keyOf(value) : null;
  };
}

/** `- amount: float`, the form in which contracts list fields. */
const bySoleKey: Identify = (item) => {
  const [key, ...others] = item.kind === 'map' ? item.entries.keys() : [];
  return key === undefined || others.length > 0 ? null : key;
};

const byValue: Identify = (item) => (item.kind === 'scalar' ? keyOf(item) : null);

/** Maps items by name; returns null if an item has no name or two have the same name. */
function named(items: readonly Tree[], identify: Identify): ReadonlyMap<string, Tree> | null {
  const found = new Map<string, Tree>();
  for (const item of items) {
    const identity = identify(item);
    if (identity === null || found.has(identity)) return null;
    found.set(identity, item);
  }
  return found;
}

/** Returns three lists as maps if all their items can be identified in the same way; otherwise null. */
export function asMaps(
  base: readonly Tree[],
  ours: readonly Tree[],
  theirs: readonly Tree[],
): Record<'base' | 'ours' | 'theirs', ReadonlyMap<string, Tree>> | null {
  for (const identify of [byValue, ...NAMES.map(byName), bySoleKey]) {
    const maps = {
      base: named(base, identify),
      ours: named(ours, identify),
      theirs: named(theirs, identify),
    };
    if (maps.base && maps.ours && maps.theirs)
      return { base: maps.base, ours: maps.ours, theirs: maps.theirs };
  }
  return null;
}
