import type { Change } from '../../check/index.ts';
import { type Draft, restOfLine, roleOf } from '../../pieces/index.ts';
import { eolAt, lineStart, type OpenFile } from '../../survey/index.ts';
import { type LocatedInsertion, type Range, uncut } from '../../record/index.ts';
import type { PieceSpan } from '../../types.ts';

/**
 * Returns the insertion of one piece of a draft: next to a neighboring piece of the draft if one exists, otherwise on
 * its own lines at the draft's position.
 */
export function restorePiece(
  file: OpenFile,
  from: Draft,
  piece: PieceSpan,
  present: readonly LocatedInsertion[],
  ranges: readonly Range[],
): Change {
  return besideOthers(file, from, piece, present) ?? byItself(file, from, piece, ranges);
}

function besideOthers(
  file: OpenFile,
  from: Draft,
  piece: PieceSpan,
  present: readonly LocatedInsertion[],
): Change | null {
  const index = from.pieces.indexOf(piece);
  const spanOf = ({ name }: PieceSpan): Range | null =>
    present.flatMap((one) => one.pieces).find((one) => roleOf(one.name) === roleOf(name))?.span ?? null;
  const above = from.pieces
    .slice(0, index)
    .map(spanOf)
    .findLast((span) => span !== null);
  const before = from.pieces[index - 1];
  if (above !== null && above !== undefined && before !== undefined) {
    const offset = lineEnd(file, above.end);
    return { start: offset, end: offset, text: from.text.slice(before.end, piece.end) };
  }
  const below = from.pieces
    .slice(index + 1)
    .map(spanOf)
    .find((span) => span !== null);
  const after = from.pieces[index + 1];
  if (below === null || below === undefined || after === undefined) return null;
  const offset = lineStart(file.text, below.start);
  if (file.text.slice(offset, below.start).trim() !== '') return null;
  const text = from.text.slice(lineStart(from.text, piece.start), lineStart(from.text, after.start));
  return { start: offset, end: offset, text };
}

/** Returns the position after a comment on the same line, which applies to the code before it. */
function lineEnd(file: OpenFile, offset: number): number {
  const rest = restOfLine(file.text, offset, file.comments);
  return rest.atLineStart ? offset + file.text.slice(offset, rest.offset).trimEnd().length : offset;
}

function byItself(file: OpenFile, from: Draft, piece: PieceSpan, ranges: readonly Range[]): Change {
  const offset = uncut(from.offset, ranges);
  const eol = eolAt(file.text, offset, file.style);
  const text = from.text.slice(lineStart(from.text, piece.start), piece.end);
  const parted = /^(?:method|available|loaded|reported|load)/.test(piece.name);
  const ownLine = lineStart(file.text, offset) === offset;
  const body = `${parted && ownLine ? eol : ''}${text}${eol}`;
  return { start: offset, end: offset, text: ownLine ? body : `${eol}${body}` };
}
