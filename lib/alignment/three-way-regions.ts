import { changedRanges, type ChangedRange, type Span } from './changed-ranges.ts';

/** A part of a three-way merge. */
export type ThreeWayRegion =
  /** No side or one side changed it: use `span` of `from`. The other spans are the same part of each list. */
  | {
      readonly clash: false;
      readonly from: 'base' | 'ours' | 'theirs';
      readonly span: Span;
      readonly base: Span;
      readonly ours: Span;
      readonly theirs: Span;
    }
  /** Both sides changed it, or changed adjacent places. */
  | { readonly clash: true; readonly base: Span; readonly ours: Span; readonly theirs: Span };

type Side = 'ours' | 'theirs';
type SidedChange = ChangedRange & { readonly side: Side };

const endOf = ({ start, length }: Span): number => start + length;

/**
 * Returns the position of a base region on a side, based on the side's changes in it; `shift` applies if it has none.
 */
function spanOn(changes: readonly SidedChange[], base: Span, shift: number): Span {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return { start: base.start + shift, length: base.length };
  const start = first.after.start - (first.before.start - base.start);
  const end = endOf(last.after) + (endOf(base) - endOf(last.before));
  return { start, length: end - start };
}

/** Groups changes of both sides that overlap or touch in the base, as git groups them. */
function groupsOf(changes: readonly SidedChange[]): SidedChange[][] {
  const groups: SidedChange[][] = [];
  let end = -1;
  for (const change of changes) {
    const last = groups.at(-1);
    if (last !== undefined && change.before.start <= end) last.push(change);
    else groups.push([change]);
    end = Math.max(end, endOf(change.before));
  }
  return groups;
}

/** Returns the parts of a three-way merge (diff3), in order. */
export function threeWayRegions(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): ThreeWayRegion[] {
  const sided = (side: Side, items: readonly string[]): SidedChange[] =>
    changedRanges(base, items).map((change) => ({ ...change, side }));
  const changes = [...sided('ours', ours), ...sided('theirs', theirs)].toSorted(
    (a, b) => a.before.start - b.before.start,
  );
  const regions: ThreeWayRegion[] = [];
  const shift = { ours: 0, theirs: 0 };
  let at = 0;
  const unchangedUpTo = (end: number): void => {
    if (end <= at) return;
    const base = { start: at, length: end - at };
    const on = (side: Side): Span => ({ ...base, start: at + shift[side] });
    regions.push({ clash: false, from: 'base', span: base, base, ours: on('ours'), theirs: on('theirs') });
  };
  for (const group of groupsOf(changes)) {
    const start = group[0]!.before.start;
    const span = { start, length: Math.max(...group.map(({ before }) => endOf(before))) - start };
    unchangedUpTo(start);
    const on = (side: Side) =>
      spanOn(
        group.filter((change) => change.side === side),
        span,
        shift[side],
      );
    const spans = { base: span, ours: on('ours'), theirs: on('theirs') };
    const [{ side, after }] = group as [SidedChange];
    regions.push(
      group.length === 1 ? { clash: false, from: side, span: after, ...spans } : { clash: true, ...spans },
    );
    for (const { side, before, after } of group) shift[side] += after.length - before.length;
    at = endOf(span);
  }
  unchangedUpTo(base.length);
  return regions;
}
