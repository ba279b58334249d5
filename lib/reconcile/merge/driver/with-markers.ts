import { marked, type MarkerStyle } from '../markers.ts';
import { coarse, splitLines, threeWay, type Region } from '../regions.ts';
import type { KeyMerge } from '../structured.ts';
import type { Labels } from '../types.ts';

function resolved(regions: readonly Region[], side: 'ours' | 'theirs'): string {
  return regions.flatMap((region) => (region.clash ? region[side] : region.lines)).join('');
}

/**
 * One text with conflict markers, from the texts that differ only where the sides clash. A conflict resolved to one side
 * gives exactly the text of that side; where a comparison by line would mix the sides, the regions become one.
 */
export function withMarkers(
  { base, ours, theirs }: KeyMerge['texts'],
  labels: Labels,
  style: MarkerStyle,
): string {
  const lines = [splitLines(base), splitLines(ours), splitLines(theirs)] as const;
  const fine = threeWay(...lines);
  const fits =
    fine.some(({ clash }) => clash) && resolved(fine, 'ours') === ours && resolved(fine, 'theirs') === theirs;
  return (fits ? fine : coarse(...lines))
    .map((region) =>
      region.clash ? marked(region.ours, region.base, region.theirs, labels, style) : region.lines.join(''),
    )
    .join('');
}
