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
  // Only the last line of a text may lack a line end.
  return lines
    .map((line, index) => (index < lines.length - 1 && !line.endsWith('\n') ? `${line}\n` : line))
    .join('');
}

function render(regions: readonly Region[], { labels }: Pick<MergeInput, 'labels'>): string {
  const pieces = regions.map((region) =>
    region.clash ? marked(region.ours, region.base, region.theirs, labels) : region.lines.join(''),
  );
  // A conflict at the end of a text without a final line end still starts its markers on a new line.
  return pieces.reduce((text, piece) => {
    const glued = text !== '' && !text.endsWith('\n') && piece.startsWith('<<<<<<< ');
    return glued ? `${text}\n${piece}` : text + piece;
  }, '');
}

function clashesOf(regions: readonly Region[]): Clash[] {
  return regions.flatMap((region) => (region.clash ? [{ line: region.at + 1, what: null }] : []));
}

/** Returns the texts of a merge from its regions. */
export function regionsToMerged(regions: readonly Region[], input: Pick<MergeInput, 'labels'>): Merged {
  return {
    clashes: clashesOf(regions),
    withOurs: pick(regions, 'ours'),
    withTheirs: pick(regions, 'theirs'),
    withMarkers: render(regions, input),
    withBoth: both(regions),
  };
}

/** Merges by line. Without a base, every difference is a conflict. */
export function mergeLines(input: MergeInput): Merged {
  const [ours, theirs] = [splitLines(input.ours), splitLines(input.theirs)];
  const regions = input.base === null ? twoWay(ours, theirs) : threeWay(splitLines(input.base), ours, theirs);
  return regionsToMerged(regions, input);
}

/** Merges into a single conflict, for texts that a merge by line would break. */
export function mergeCoarsely(input: MergeInput): Merged {
  const regions = coarse(splitLines(input.base ?? ''), splitLines(input.ours), splitLines(input.theirs));
  return regionsToMerged(regions, input);
}
