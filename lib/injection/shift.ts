import type { Insertion } from './types.ts';

/** Where an offset of the old text lies in the new one. */
export interface Shifter {
  /** Where something that started at `offset` starts now: what goes in there stands before it. */
  start(offset: number): number;
  /** Where something that ended at `offset` ends now. */
  end(offset: number): number;
}

/** @param insertions In the order of the text. */
export function shifter(insertions: readonly Insertion[]): Shifter {
  const offsets = insertions.map(({ offset }) => offset);
  const lengths = [0];
  for (const { text } of insertions) lengths.push((lengths.at(-1) ?? 0) + text.length);
  /** Length of all that goes in before `limit`. */
  const before = (limit: number): number => {
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] ?? 0) < limit) low = middle + 1;
      else high = middle;
    }
    return lengths[low] ?? 0;
  };
  return { start: (offset) => offset + before(offset + 1), end: (offset) => offset + before(offset) };
}
