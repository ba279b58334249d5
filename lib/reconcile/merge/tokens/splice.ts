import type { Tokenized } from './changes.ts';
import type { ChangedRange, Span } from '../../../alignment/index.ts';

/** White space of one level. */
function unitOf(text: string): string {
  return /^(?:\t| {2,8})(?=[^\s*])/m.exec(text)?.[0] ?? '  ';
}

/** Lines behind the first, indented in the units of another text. */
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

/** Takes a change of the other text over: its tokens with the white space before them. */
function editFor({ before, after }: ChangedRange, place: Span, ours: Tokenized, theirs: Tokenized): Edit {
  const first = ours.tokens[place.start];
  const behind = ours.tokens[place.start - 1]?.end ?? 0;
  const last = ours.tokens[place.start + place.length - 1];
  const from = theirs.tokens[after.start - 1]?.end ?? 0;
  const end = theirs.tokens[after.start + after.length - 1]?.end ?? from;
  if (after.length === 0) return { start: behind, end: last!.end, text: '' };
  if (before.length === 0) return { start: behind, end: behind, text: theirs.text.slice(from, end) };
  // The semicolon or last comma behind a changed token is the owner's.
  const { stop } = theirs.tokens[after.start + after.length - 1]!;
  const text = theirs.text.slice(theirs.tokens[after.start]!.start, stop);
  return { start: first!.start, end: last!.stop, text };
}

/**
 * The owner's text with changes of the other side in it; everything else is left as it is laid out.
 * @param changes With the span of the owner's tokens that each one replaces.
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
