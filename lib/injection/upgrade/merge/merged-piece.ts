import { changedRanges, itemsAt, mergedLines, threeWayRegions } from '../../../alignment/index.ts';

type Lists = readonly [base: readonly string[], ours: readonly string[], theirs: readonly string[]];

/**
 * Merges a piece line by line; returns null if both sides changed the same lines and no side is preferred. Lines that
 * the user only added stay, whichever side is preferred.
 */
export function mergedPiece(lists: Lists, preferred: 'ours' | 'theirs' | 'fail'): readonly string[] | null {
  const [base, ours, theirs] = lists;
  const clean = mergedLines(base, ours, theirs);
  if (clean !== null || preferred === 'fail') return clean;
  if (preferred === 'ours') return mergedLines(base, ours, theirs, 'ours');
  const sides = { base, ours, theirs };
  return threeWayRegions(base, ours, theirs).flatMap((region) =>
    region.clash
      ? withAdded(itemsAt(base, region.base), itemsAt(ours, region.ours), itemsAt(theirs, region.theirs))
      : itemsAt(sides[region.from], region.span),
  );
}

/** Returns the lines of this version, plus the lines that the user added next to unchanged lines. */
function withAdded(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] {
  const changes = changedRanges(base, ours);
  const same = base.length === theirs.length;
  const added = changes.every(
    ({ before: { start, length } }) => length === 0 && (same || start === 0 || start === base.length),
  );
  if (!added || base.length === 0) return [...theirs];
  const lines = [...theirs];
  for (const { before, after } of changes.toReversed()) {
    const at = before.start === base.length ? theirs.length : before.start;
    lines.splice(at, 0, ...itemsAt(ours, after));
  }
  return lines;
}
