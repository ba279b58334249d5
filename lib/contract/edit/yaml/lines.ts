import type { Entry } from './entries.ts';

/** Offsets of whole lines. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

export const startOfLine = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Returns the offset after the line's end. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

const lineAt = (text: string, offset: number): string => text.slice(offset, endOfLine(text, offset));
export const isBlank = (line: string): boolean => line.trim() === '';

/** Returns the column of a comment that is alone on its line; null for any other line. */
function commentColumn(line: string): number | null {
  const column = /^ *(?=#)/.exec(line)?.[0].length;
  return column ?? null;
}

/** Returns the offset of the first of the blank lines that end at `offset`. */
export function beforeBlank(text: string, offset: number): number {
  let from = offset;
  while (from > 0) {
    const line = startOfLine(text, from - 1);
    if (!isBlank(text.slice(line, from))) break;
    from = line;
  }
  return from;
}

/** Returns the offset after the blank lines that start at `offset`. */
export function afterBlank(text: string, offset: number): number {
  let to = offset;
  while (to < text.length && isBlank(lineAt(text, to))) to = endOfLine(text, to);
  return to;
}

/**
 * Returns the lines of an entry, including its comments: those directly above it in its own column, and those below it
 * with deeper indentation. Comments above the first entry belong to the whole collection.
 */
export function linesOf(text: string, { start, end, column }: Entry, isFirst: boolean): Region {
  let from = startOfLine(text, start);
  const isOwn = (line: number): boolean => commentColumn(lineAt(text, line)) === column;
  if (!isFirst) while (from > 0 && isOwn(startOfLine(text, from - 1))) from = startOfLine(text, from - 1);
  let to = endOfLine(text, end);
  for (let at = to; at < text.length; at = endOfLine(text, at)) {
    const line = lineAt(text, at);
    if (isBlank(line)) continue;
    if ((commentColumn(line) ?? -1) <= column) break;
    to = endOfLine(text, at);
  }
  return { from, to };
}
