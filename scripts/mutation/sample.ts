/** Numbers from 0 to 1 (exclusive) that depend on the seed alone. Algorithm: mulberry32, which is in the public domain. */
function* random(seed: number): Generator<number, never> {
  let state = seed | 0;
  for (;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}

/**
 * Puts the items in a random order that depends on the seed alone; each order has the same chance.
 * The first N are a random sample of N.
 */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const numbers = random(seed);
  const result = [...items];
  for (let at = 0; at < result.length - 1; at += 1) {
    const other = at + Math.floor(numbers.next().value * (result.length - at));
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
