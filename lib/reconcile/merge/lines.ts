import { marked } from './markers.ts';
import { coarse, splitLines, threeWay, twoWay, type Region } from './regions.ts';
import type { Clash, Merged, MergeInput } from './types.ts';

type Side = 'ours' | 'theirs';

function pick(regions: readonly Region[], side: Side): string {
  return regions.flatMap((region) => (region.clash ? region[side] : region.lines)).join('');
}

function both(regions: readonly Region[]): string {
  const lines = regions.flatMap((region) =>
    region.clash ? [...region.ours, ...region.theirs] : region.lines,
  );
  // Only the last line of a text may have no line end.
  return lines
    .map((line, index) => (index < lines.length - 1 && !line.endsWith('\n') ? `${line}\n` : line))
    .join('');
}

function render(regions: readonly Region[], { labels }: Pick<MergeInput, 'labels'>): string {
  const pieces = regions.map((region) =>
    region.clash ? marked(region.ours, region.base, region.theirs, labels) : region.lines.join(''),
  );
  // A clash at the end of a text without a last line end still starts its markers on a line of their own.
  return pieces.reduce((text, piece) => {
    const glued = text !== '' && !text.endsWith('\n') && piece.startsWith('<<<<<<< ');
    return glued ? `${text}\n${piece}` : text + piece;
  }, '');
}

function clashesOf(regions: readonly Region[]): Clash[] {
  return regions.flatMap((region) => (region.clash ? [{ line: region.at + 1, what: null }] : []));
}

/** The texts a merge ends in, of its regions. */
export function regionsToMerged(regions: readonly Region[], input: Pick<MergeInput, 'labels'>): Merged {
  return {
    clashes: clashesOf(regions),
    withOurs: pick(regions, 'ours'),
    withTheirs: pick(regions, 'theirs'),
    withMarkers: render(regions, input),
    withBoth: both(regions),
  };
}

/** Merges by line. Without a base every difference clashes. */
export function mergeLines(input: MergeInput): Merged {
  const [ours, theirs] = [splitLines(input.ours), splitLines(input.theirs)];
  const regions = input.base === null ? twoWay(ours, theirs) : threeWay(splitLines(input.base), ours, theirs);
  return regionsToMerged(regions, input);
}

/** Merges into a single clash, for texts whose merge by line would break them. */
export function mergeCoarsely(input: MergeInput): Merged {
  const regions = coarse(splitLines(input.base ?? ''), splitLines(input.ours), splitLines(input.theirs));
  return regionsToMerged(regions, input);
}
