import type { Located, LocatedInsertion } from './locate.ts';
import { blankAbove, lineStart } from './habits.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What must be cut out of the file to be rid of these insertions: untouched ones to the byte, others piece by piece. */
export function rangesOf(text: string, insertions: readonly LocatedInsertion[]): readonly Range[] {
  const ranges = insertions.flatMap((insertion): readonly Range[] => {
    if (insertion.start !== null) {
      return [{ start: insertion.start, end: insertion.start + insertion.recorded.text.length }];
    }
    return insertion.pieces.flatMap((piece, index) =>
      piece.span === null ? [] : [rangeOf(text, insertion, index, piece.span)],
    );
  });
  return disjoint(ranges);
}

/** In the order of the text. White space between two pieces that were moved next to each other goes once. */
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
 * A piece of an insertion that is parted, with the white space that came with it: the line end behind it, and all that
 * stood between that of the piece above and its own start. Where that is not there any more, its lines.
 */
function rangeOf(text: string, { recorded }: LocatedInsertion, index: number, span: Range): Range {
  const piece = recorded.pieces[index];
  const above = recorded.pieces[index - 1];
  const below = recorded.pieces[index + 1];
  if (piece === undefined || recorded.text === '') return wholeLines(text, span);
  const gap = recorded.text.slice(above?.end ?? 0, piece.start);
  const before = above === undefined ? gap : gap.replace(FIRST_LINE_END, '');
  const rest = recorded.text.slice(piece.end, below?.start);
  const after = below === undefined ? rest : (FIRST_LINE_END.exec(rest)?.[0] ?? '');
  const range = { start: span.start - before.length, end: span.end + after.length };
  if (range.start < 0) return wholeLines(text, span);
  const whole = text.slice(range.start, range.end);
  // What went in on lines of its own started one: otherwise the line end found is that of the owner's code.
  const ownLine = above !== undefined || /[\r\n]$/.test(recorded.text);
  const fits = !ownLine || lineStart(text, range.start) === range.start;
  return fits && whole.startsWith(before) && whole.endsWith(after) ? range : wholeLines(text, span);
}

const FIRST_LINE_END = /^[\t ]*(?:\r\n|\n|\r)/;

export function allInsertions(located: Located): readonly LocatedInsertion[] {
  return [...located.file, ...located.classes.flatMap((one) => one.insertions)];
}

/** A piece that stands on lines of its own goes with them, and with the blank line that parted it. */
function wholeLines(text: string, { start, end }: Range): Range {
  const from = lineStart(text, start);
  const after = /^[\t ]*(?:\r\n|\n|\r|$)/.exec(text.slice(end));
  if (!/^[\t ]*$/.test(text.slice(from, start)) || after === null) return { start, end };
  const to = end + after[0].length;
  return { start: from - blankAbove(text, from), end: to };
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
