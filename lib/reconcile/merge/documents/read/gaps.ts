import type { Source } from '../types.ts';

/** White space, a comment, or a comma between two values. */
interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function tokensOf({ text, gap }: Source, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  const matcher = new RegExp(gap);
  matcher.lastIndex = from;
  while (matcher.lastIndex < to) {
    const start = matcher.lastIndex;
    const [token] = matcher.exec(text) ?? [];
    if (token === undefined) break;
    // White space may extend beyond the requested part.
    const end = Math.min(start + token.length, to);
    matcher.lastIndex = end;
    tokens.push({ text: text.slice(start, end), start, end });
  }
  return tokens;
}

const isComment = ({ text }: Token): boolean => text !== ',' && text.trim() !== '';

/** Returns the comments between two offsets that contain only white space, comments, and commas. */
export function commentsIn(source: Source, from: number, to: number): string[] {
  return tokensOf(source, from, to)
    .filter(isComment)
    .map(({ text }) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .join('\n'),
    );
}

/** Returns the offset of the comma between two offsets; null if there is none. */
export function commaIn(source: Source, from: number, to: number): number | null {
  return tokensOf(source, from, to).find(({ text }) => text === ',')?.start ?? null;
}

/**
 * Returns the end of the part of a gap that belongs to the value before it: its comma, and comments up to the end of
 * the line. A comment without a line end after it belongs to the next entry, if there is one.
 * @param isLast Whether a closing bracket follows the gap.
 */
export function trailEnd(source: Source, from: number, to: number, isLast: boolean): number {
  const tokens = tokensOf(source, from, to);
  const comma = tokens.findIndex(({ text }) => text === ',');
  const behind = tokens.slice(comma + 1);
  const lineEnd = behind.findIndex((token) => !isComment(token) && token.text.includes('\n'));
  const beside = (lineEnd < 0 ? (isLast || comma < 0 ? behind : []) : behind.slice(0, lineEnd)).filter(
    isComment,
  );
  return beside.at(-1)?.end ?? tokens[comma]?.end ?? from;
}
