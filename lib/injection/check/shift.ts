import type { Change } from './change.ts';

/** Where an offset of the old text lies in the new one. */
export interface Shifter {
  /** Where something that started at `offset` starts now: what goes in there is before it. */
  start(offset: number): number;
  /** Where something that ended at `offset` ends now. */
  end(offset: number): number;
}

/** @param changes In the order of the text. What lies within a span that is replaced has no place in the new text. */
export function shifter(changes: readonly Change[]): Shifter {
  const offsets = changes.map(({ end }) => end);
  const lengths = [0];
  for (const { start, end, text } of changes)
    lengths.push((lengths.at(-1) ?? 0) + text.length - (end - start));
  /** By how much all changes before `limit` lengthen the text. */
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
