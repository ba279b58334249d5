import { itemsAt } from './changed-ranges.ts';
import { threeWayRegions } from './three-way-regions.ts';

/**
 * Merges three lists of lines; returns null if both sides changed the same place in different ways.
 * @param preferred The side to use at such places only. Without it, the merge fails there.
 */
export function mergedLines(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  preferred: 'ours' | 'theirs' | null = null,
): string[] | null {
  const lists = { base, ours, theirs };
  const merged: string[] = [];
  for (const region of threeWayRegions(base, ours, theirs)) {
    const side = preferred ?? 'ours';
    const lines = region.clash
      ? itemsAt(lists[side], region[side])
      : itemsAt(lists[region.from], region.span);
    if (region.clash && preferred === null) {
      const other = itemsAt(theirs, region.theirs);
      if (other.length !== lines.length || other.some((line, index) => line !== lines[index])) return null;
    }
    merged.push(...lines);
  }
  return merged;
}
