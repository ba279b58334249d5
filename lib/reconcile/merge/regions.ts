import { changedRanges, itemsAt, threeWayRegions, type Span } from '../../alignment/index.ts';

/** Lines both agree on, or a place where they clash. */
export type Region =
  | { readonly clash: false; readonly lines: readonly string[] }
  | {
      readonly clash: true;
      /** 0-based line of the owner's text where it begins. */
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

/** Regions of a three-way merge; changes that touch each other belong to one region, as in git. */
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

/** Regions of two texts with no base: every difference is a clash. */
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

/** One clash from the first difference to the last, for merges whose pieces do not fit together. */
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
