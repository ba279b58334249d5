import { itemsAt, threeWayRegions } from '../../../alignment/index.ts';
import { splitLines } from '../../merge/regions.ts';

function clashing(
  ours: readonly string[],
  one: readonly string[],
  other: readonly string[],
): readonly string[] {
  if (one.length === other.length && one.every((line, index) => line === other[index])) return one;
  const recorded = new Set([...one, ...other]);
  const inBoth = one.filter((line) => other.includes(line));
  // Lines that both branches recorded and the user deleted must stay in the base, or they would reappear.
  const left = ours.filter((line) => recorded.has(line));
  if (left.length > 0 && inBoth.every((line) => ours.includes(line))) return left;
  const shared = (lines: readonly string[]): number => lines.filter((line) => ours.includes(line)).length;
  return shared(other) > shared(one) ? other : one;
}

/**
 * Returns the text that a merge in git would have made from the generated texts of two branches. Where the file agrees
 * with one of them, that text is used. Where both agree with each other and the file differs, the user edited the file,
 * and their common text is used.
 * @param ours The merged file as it is now, possibly edited.
 */
export function commonBase(ours: string, one: string, other: string): string {
  const lists = { base: splitLines(ours), ours: splitLines(one), theirs: splitLines(other) };
  return threeWayRegions(lists.base, lists.ours, lists.theirs)
    .flatMap((region) => {
      const now = itemsAt(lists.base, region.base);
      if (!region.clash) return now;
      return clashing(now, itemsAt(lists.ours, region.ours), itemsAt(lists.theirs, region.theirs));
    })
    .join('');
}
