import type { Located, LocatedInsertion } from './locate.ts';
import { blankAbove, lineStart } from '../survey/index.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What must be cut out of the file to remove these insertions: untouched ones to the byte, others piece by piece. */
export function rangesOf(text: string, insertions: readonly LocatedInsertion[]): readonly Range[] {
  const whole = insertions.flatMap(({ start, recorded }): readonly Range[] =>
    start === null ? [] : [withLineEnd(text, { start, end: start + recorded.text.length })],
  );
  const spans = insertions
    .filter(({ start }) => start === null)
    .flatMap(({ pieces }) => pieces.flatMap(({ span }) => span ?? []));
  return disjoint([...whole, ...rangesOfSpans(text, spans, whole)]);
}

/** A comment that its owner wrote before an insertion, on the same line, still ends there. */
function withLineEnd(text: string, range: Range): Range {
  const eol = /^[\t ]*(?:\r\n|\n|\r)/.exec(text.slice(range.start, range.end))?.[0] ?? '';
  const line = text.slice(lineStart(text, range.start), range.start);
  const joins = eol !== '' && !/^[\t ]*(?:[\r\n]|$)/.test(text.slice(range.end));
  return joins && line.includes('//') ? { start: range.start + eol.length, end: range.end } : range;
}

/** In the order of the text, none over another. */
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
 * What to cut to remove pieces by themselves: their lines, and of the blank lines around them what would be left over.
 * Pieces with nothing but white space between them go together.
 * @param gone What is cut besides: nothing of it stays next to a piece.
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
  // `{ x = 1 }` was on one line: the space before its brace is still there.
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

/** The offset in the whole text of an offset in the text that was cut; at a cut, behind it. */
export function uncut(offset: number, ranges: readonly Range[]): number {
  let whole = offset;
  for (const range of ranges) if (range.start <= whole) whole += range.end - range.start;
  return whole;
}
