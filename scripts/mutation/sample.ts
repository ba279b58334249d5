import { createHash } from 'node:crypto';

/**
 * Puts the items in a random order that depends on the seed and on their names alone; each order has the same chance.
 * The first N are a random sample of N. An item that is added or removed leaves the order of the others as it is, so a
 * sample changes little when the sources change little.
 * @param nameOf items of the same name are told apart by their order
 */
export function shuffled<Item>(items: readonly Item[], seed: number, nameOf: (item: Item) => string): Item[] {
  const seen = new Map<string, number>();
  const ranks = items.map((item): [rank: string, item: Item] => {
    const name = nameOf(item);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return [createHash('sha256').update(`${seed}\0${count}\0${name}`).digest('hex'), item];
  });
  return ranks.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
