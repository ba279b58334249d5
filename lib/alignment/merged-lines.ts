import { itemsAt } from './changed-ranges.ts';
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
    const lines = region.clash ? itemsAt(ours, region.ours) : itemsAt(lists[region.from], region.span);
    if (region.clash) {
      const other = itemsAt(theirs, region.theirs);
      if (other.length !== lines.length || other.some((line, index) => line !== lines[index])) return null;
    }
    merged.push(...lines);
  }
  return merged;
}
