import { changedRanges, itemsAt, threeWayRegions, type Span } from '../../alignment/index.ts';

/** Lines on which both sides agree, or a conflict. */
export type Region =
  | { readonly clash: false; readonly lines: readonly string[] }
  | {
      readonly clash: true;
      /** 0-based first line in the user's text. */
      readonly at: number;
      readonly ours: readonly string[];
      readonly base: readonly string[];
      readonly theirs: readonly string[];
    };

/** Lines with their line ends; joined again they are the text. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** Returns the regions of a three-way merge. As in git, adjacent changes belong to one region. */
export function threeWay(base: string[], ours: string[], theirs: string[]): Region[] {
  const texts = { base, ours, theirs };
  const linesOf = (side: keyof typeof texts, span: Span) => itemsAt(texts[side], span);
  return threeWayRegions(base, ours, theirs).map((region): Region => {
    if (!region.clash) return { clash: false, lines: linesOf(region.from, region.span) };
    const [mine, generated] = [linesOf('ours', region.ours), linesOf('theirs', region.theirs)];
    if (sameLines(mine, generated)) return { clash: false, lines: mine };
    return {
      clash: true,
      at: region.ours.start,
      ours: mine,
      base: linesOf('base', region.base),
      theirs: generated,
    };
  });
}

/** Returns the regions of two texts without a base: every difference is a conflict. */
export function twoWay(ours: string[], theirs: string[]): Region[] {
  const regions: Region[] = [];
  let at = 0;
  for (const { before, after } of changedRanges(ours, theirs)) {
    regions.push({ clash: false, lines: ours.slice(at, before.start) });
    regions.push({
      clash: true,
      at: before.start,
      ours: itemsAt(ours, before),
      base: [],
      theirs: itemsAt(theirs, after),
    });
    at = before.start + before.length;
  }
  return [...regions, { clash: false, lines: ours.slice(at) }];
}

/** Returns one conflict from the first difference to the last, for merges whose parts are incompatible. */
export function coarse(base: string[], ours: string[], theirs: string[]): Region[] {
  const shortest = Math.min(base.length, ours.length, theirs.length);
  let head = 0;
  while (head < shortest && ours[head] === theirs[head] && ours[head] === base[head]) head += 1;
  let tail = 0;
  while (
    tail < shortest - head &&
    ours.at(-1 - tail) === theirs.at(-1 - tail) &&
    ours.at(-1 - tail) === base.at(-1 - tail)
  ) {
    tail += 1;
  }
  const middle = (lines: string[]) => lines.slice(head, lines.length - tail);
  return [
    { clash: false, lines: ours.slice(0, head) },
    { clash: true, at: head, ours: middle(ours), base: middle(base), theirs: middle(theirs) },
    { clash: false, lines: ours.slice(ours.length - tail) },
  ];
}
