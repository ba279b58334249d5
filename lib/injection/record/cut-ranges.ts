import type { Located, LocatedInsertion } from './locate.ts';
import { blankAbove, lineStart } from '../survey/index.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns what to cut from the file to remove these insertions: untouched ones byte for byte, others piece by piece.
 */
export function rangesOf(text: string, insertions: readonly LocatedInsertion[]): readonly Range[] {
  const whole = insertions.flatMap(({ start, recorded }): readonly Range[] =>
    start === null ? [] : [withLineEnd(text, { start, end: start + recorded.text.length })],
  );
  const parted = insertions.filter(({ start }) => start === null);
  const together = new Map(
    parted.flatMap((one) => {
      const range = rangeTogether(text, one);
      return range === null ? [] : [[one, range] as const];
    }),
  );
  const known = [...whole, ...together.values()];
  const spans = parted
    .filter((one) => !together.has(one))
    .flatMap(({ pieces }) => pieces.flatMap(({ span }) => span ?? []));
  return disjoint([...known, ...rangesOfSpans(text, spans, known)]);
}

/**
 * Returns what to cut if all pieces of an insertion are adjacent but in another style: their lines, and as many blank
 * lines above and below as were inserted with them. null if they are not adjacent.
 */
function rangeTogether(text: string, { recorded, pieces }: LocatedInsertion): Range | null {
  if (recorded.text === '') return null;
  const spans = pieces.flatMap(({ span }) => span ?? []);
  const [first, last] = [spans[0], spans.at(-1)];
  const [top, bottom] = [recorded.pieces[0], recorded.pieces.at(-1)];
  if (first === undefined || last === undefined || top === undefined || bottom === undefined) return null;
  const apart = spans.some(({ start }, at) => {
    const above = spans[at - 1]?.end ?? 0;
    return at > 0 && (above > start || text.slice(above, start).trim() !== '');
  });
  if (apart || spans.length < recorded.pieces.length) return null;
  const range = { start: lineStart(text, first.start), end: last.end };
  const end = LINE_END.exec(text.slice(last.end));
  if (text.slice(range.start, first.start).trim() !== '' || end === null) return null;
  range.end += end[0].length;
  for (let left = lineEnds(recorded.text.slice(0, top.start)); left > 0; left -= 1) {
    range.start -= blankAbove(text, range.start);
  }
  for (let left = lineEnds(recorded.text.slice(bottom.end)); left > 1; left -= 1) {
    range.end += LINE_END.exec(text.slice(range.end))?.[0].length ?? 0;
  }
  // A formatter writes empty braces as `{}`.
  const above = text.slice(0, range.start).trimEnd().length;
  const below = text.length - text.slice(range.end).trimStart().length;
  const empty = text[above - 1] === '{' && text[below] === '}';
  return empty ? { start: above, end: below } : range;
}

const LINE_END = /^[\t ]*(?:\r\n|\n|\r)/;

function lineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** A comment that the user wrote before an insertion, on the same line, still ends there. */
function withLineEnd(text: string, range: Range): Range {
  const eol = /^[\t ]*(?:\r\n|\n|\r)/.exec(text.slice(range.start, range.end))?.[0] ?? '';
  const line = text.slice(lineStart(text, range.start), range.start);
  const joins = eol !== '' && line.trim() !== '' && !/^[\t ]*(?:[\r\n]|$)/.test(text.slice(range.end));
  // If there is no space before the insertion, a formatter has moved the brace to its own line.
  const ends = line.includes('//') || (text[range.end] === '}' && !/\s$/.test(line) && !line.includes('{'));
  return joins && ends ? { start: range.start + eol.length, end: range.end } : range;
}

/** Returns ranges in text order, without overlaps. */
function disjoint(ranges: readonly Range[]): readonly Range[] {
  let at = 0;
  return ranges
    .toSorted((a, b) => a.start - b.start)
    .flatMap(({ start, end }) => {
      const range = { start: Math.max(start, at), end };
      if (range.start >= end) return [];
      at = end;
      return [range];
    });
}

/**
 * Returns what to cut to remove single pieces: their lines, and the blank lines around them that would be left over.
 * Pieces that only white space separates are cut together.
 * @param gone Other ranges that are cut, so nothing of them remains next to a piece.
 */
export function rangesOfSpans(
  text: string,
  spans: readonly Range[],
  gone: readonly Range[] = [],
): readonly Range[] {
  const runs: Range[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (
      last !== undefined &&
      cut(text.slice(0, span.start), gone)
        .slice(cut(text.slice(0, last.end), gone).length)
        .trim() === ''
    ) {
      runs[runs.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else runs.push(span);
  }
  return runs.map((run) => rangeOfRun(text, run));
}

function rangeOfRun(text: string, { start, end }: Range): Range {
  const from = lineStart(text, start);
  const rest = /^[\t ]*(?:\r\n|\n|\r|$)/.exec(text.slice(end));
  if (text.slice(from, start).trim() !== '' || rest === null) return { start, end };
  const to = end + rest[0].length;
  const above = blankAbove(text, from);
  const below = /^[\t ]*(?:\r\n|\n|\r)/.exec(text.slice(to))?.[0].length ?? 0;
  const before = text.slice(0, from).trimEnd();
  const atTop = before === '' || before.endsWith('{');
  const atBottom = /^\s*(?:\}|$)/.test(text.slice(to));
  if (below > 0 && (above > 0 || atTop)) return { start: from, end: to + below };
  if (above > 0 && atBottom) return { start: from - above, end: to };
  // `{ x = 1 }` was on one line, and the space before its brace remains.
  const left = /^[\t ]+(?=[\r\n])/.exec(text.slice(before.length, from))?.[0].length ?? 0;
  if (atBottom && left > 0 && !before.endsWith('{')) {
    return { start: before.length + left, end: to + (/^[\t ]*/.exec(text.slice(to))?.[0].length ?? 0) };
  }
  return { start: from, end: to };
}

export function allInsertions(located: Located): readonly LocatedInsertion[] {
  return [...located.file, ...located.classes.flatMap((one) => one.insertions)];
}

export function cut(text: string, ranges: readonly Range[]): string {
  let result = '';
  let at = 0;
  for (const range of ranges) {
    result += text.slice(at, range.start);
    at = range.end;
  }
  return result + text.slice(at);
}

/** Maps an offset in the cut text to the whole text; at a cut, to the end of the cut range. */
export function uncut(offset: number, ranges: readonly Range[]): number {
  let whole = offset;
  for (const range of ranges) if (range.start <= whole) whole += range.end - range.start;
  return whole;
}
