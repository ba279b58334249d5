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
  // Lines that both branches recorded and the owner deleted have to stay in the base, or they would come back.
  const left = ours.filter((line) => recorded.has(line));
  if (left.length > 0 && inBoth.every((line) => ours.includes(line))) return left;
  const shared = (lines: readonly string[]): number => lines.filter((line) => ours.includes(line)).length;
  return shared(other) > shared(one) ? other : one;
}

/**
 * The text that a merge in git would have made of what two branches generated: where the file agrees with one of them, it
 * is that; where both of them agree with each other, the file has an edit of its owner, and it is theirs.
 * @param ours The file as it is now, merged, maybe edited.
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
