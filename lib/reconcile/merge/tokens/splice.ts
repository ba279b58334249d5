import type { Tokenized } from './changes.ts';
import type { ChangedRange, Span } from '../../../alignment/index.ts';

/** Returns the white space of one indentation level. */
function unitOf(text: string): string {
  return /^(?:\t| {2,8})(?=[^\s*])/m.exec(text)?.[0] ?? '  ';
}

/** Indents all lines except the first in the units of another text. */
function inUnits(piece: string, from: string, to: string): string {
  return piece.replaceAll(/\n([ \t]+)/g, (_, space: string) => {
    const levels = Math.floor(space.length / from.length);
    return `\n${to.repeat(levels)}${space.slice(levels * from.length)}`;
  });
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies a change of the other text: its tokens with the white space before them. */
function editFor({ before, after }: ChangedRange, place: Span, ours: Tokenized, theirs: Tokenized): Edit {
  const first = ours.tokens[place.start];
  const behind = ours.tokens[place.start - 1]?.end ?? 0;
  const last = ours.tokens[place.start + place.length - 1];
  const from = theirs.tokens[after.start - 1]?.end ?? 0;
  const end = theirs.tokens[after.start + after.length - 1]?.end ?? from;
  if (after.length === 0) return { start: behind, end: last!.end, text: '' };
  if (before.length === 0) return { start: behind, end: behind, text: theirs.text.slice(from, end) };
  // The semicolon or trailing comma after a changed token is the user's.
  const { stop } = theirs.tokens[after.start + after.length - 1]!;
  const text = theirs.text.slice(theirs.tokens[after.start]!.start, stop);
  return { start: first!.start, end: last!.stop, text };
}

/**
 * Returns the user's text with changes of the other side; everything else retains its layout.
 * @param changes With the span of the user's tokens that each one replaces.
 */
export function spliced(
  ours: Tokenized,
  theirs: Tokenized,
  changes: readonly (readonly [ChangedRange, Span])[],
): string {
  const [from, to] = [unitOf(theirs.text), unitOf(ours.text)];
  let text = '';
  let at = 0;
  for (const [change, place] of changes) {
    const edit = editFor(change, place, ours, theirs);
    text += ours.text.slice(at, edit.start) + inUnits(edit.text, from, to);
    at = edit.end;
  }
  return text + ours.text.slice(at);
}
