import { threeWayRegions } from './three-way-regions.ts';

/** A three-way merge, or null where both sides changed the same place in different ways. */
export function mergedLines(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): string[] | null {
  const lists = { base, ours, theirs };
  const merged: string[] = [];
  for (const region of threeWayRegions(base, ours, theirs)) {
    const { start, length } = region.clash ? region.ours : region.span;
    const lines = lists[region.clash ? 'ours' : region.from].slice(start, start + length);
    if (region.clash) {
      const other = theirs.slice(region.theirs.start, region.theirs.start + region.theirs.length);
      if (other.length !== lines.length || other.some((line, index) => line !== lines[index])) return null;
    }
    merged.push(...lines);
  }
  return merged;
}
