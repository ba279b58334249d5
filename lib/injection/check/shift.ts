import type { Change } from './change.ts';

/** Maps an offset of the old text to the new text. */
export interface Shifter {
  /** The new start of something that started at `offset`. Text inserted at that offset comes before it. */
  start(offset: number): number;
  /** The new end of something that ended at `offset`. */
  end(offset: number): number;
}

/** @param changes In text order. Offsets within a replaced span have no position in the new text. */
export function shifter(changes: readonly Change[]): Shifter {
  const offsets = changes.map(({ end }) => end);
  const lengths = [0];
  for (const { start, end, text } of changes)
    lengths.push((lengths.at(-1) ?? 0) + text.length - (end - start));
  /** The number of characters that all changes before `limit` add. */
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
