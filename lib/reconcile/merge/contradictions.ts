import { itemsAt, threeWayRegions, type Span, type ThreeWayRegion } from '../../alignment/index.ts';
import { mergeCoarsely, regionsToMerged } from './lines.ts';
import { splitLines, type Region } from './regions.ts';
import type { Merged, MergeInput } from './types.ts';

/** Something that a merge broke although no lines conflict. */
export interface Contradiction {
  readonly message: string;
  /** The affected name. */
  readonly name: string;
}

type Lines = Record<'base' | 'ours' | 'theirs', string[]>;

const isChange = (region: ThreeWayRegion): boolean => region.clash || region.from !== 'base';

function joined(first: Span, last: Span): Span {
  return { start: first.start, length: last.start + last.length - first.start };
}

/** Returns one conflict from the first to the last change that mentions one of the names. */
function around(lines: Lines, names: readonly string[]): Region[] | null {
  const regions = threeWayRegions(lines.base, lines.ours, lines.theirs);
  const textOf = (region: ThreeWayRegion) =>
    (['base', 'ours', 'theirs'] as const).flatMap((side) => itemsAt(lines[side], region[side])).join('');
  const mentions = (region: ThreeWayRegion) =>
    isChange(region) && names.some((name) => textOf(region).includes(name));
  const [from, to] = [regions.findIndex(mentions), regions.findLastIndex(mentions)];
  if (from < 0) return null;
  const [first, last] = [regions[from]!, regions[to]!];
  const part = (side: keyof Lines) => itemsAt(lines[side], joined(first[side], last[side]));
  const whole: Region = {
    clash: true,
    at: first.ours.start,
    ours: part('ours'),
    base: part('base'),
    theirs: part('theirs'),
  };
  const plain = (region: ThreeWayRegion): Region =>
    region.clash
      ? {
          clash: true,
          at: region.ours.start,
          ours: itemsAt(lines.ours, region.ours),
          base: itemsAt(lines.base, region.base),
          theirs: itemsAt(lines.theirs, region.theirs),
        }
      : { clash: false, lines: itemsAt(lines[region.from], region.span) };
  return [...regions.slice(0, from).map(plain), whole, ...regions.slice(to + 1).map(plain)];
}

/**
 * Merges by line, with one conflict around the incompatible changes.
 * @param fits Whether a text has none of the contradictions. If a small conflict is not enough, it spans all changes.
 */
export async function mergeContradictions(
  input: MergeInput,
  contradictions: readonly Contradiction[],
  fits: (text: string) => Promise<boolean>,
): Promise<Merged> {
  const reason = [...new Set(contradictions.map(({ message }) => message))].join('; ');
  const explained = (merged: Merged): Merged => ({
    ...merged,
    clashes: merged.clashes.map((clash) => ({ ...clash, reason })),
  });
  const lines = {
    base: splitLines(input.base ?? ''),
    ours: splitLines(input.ours),
    theirs: splitLines(input.theirs),
  };
  const regions =
    input.base === null
      ? null
      : around(
          lines,
          contradictions.map(({ name }) => name),
        );
  const small = regions && regionsToMerged(regions, input);
  const isSmall = small && (await fits(small.withOurs)) && (await fits(small.withTheirs));
  return explained(isSmall ? small : mergeCoarsely(input));
}
