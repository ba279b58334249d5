import type { Labels } from './types.ts';

const SIZE = 7;
const OURS = '<'.repeat(SIZE);
const BASE = '|'.repeat(SIZE);
const MIDDLE = '='.repeat(SIZE);
const THEIRS = '>'.repeat(SIZE);

/** Ends a section with a line end, so that the next marker starts a line. */
function section(lines: readonly string[]): string {
  const text = lines.join('');
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** One clash as git writes it with `merge.conflictStyle = diff3`. */
export function marked(
  ours: readonly string[],
  base: readonly string[],
  theirs: readonly string[],
  labels: Labels,
): string {
  return (
    `${OURS} ${labels.ours}\n${section(ours)}${BASE} ${labels.base}\n${section(base)}` +
    `${MIDDLE}\n${section(theirs)}${THEIRS} ${labels.theirs}\n`
  );
}

function isMarker(line: string): boolean {
  const start = line.slice(0, SIZE);
  if (start === MIDDLE) return line.trimEnd() === MIDDLE;
  return (
    (start === OURS || start === BASE || start === THEIRS) && (line.length === SIZE || /\s/.test(line[SIZE]!))
  );
}

/**
 * 1-based lines where a conflict begins, or where a marker was left over. A line that also stands in one of the
 * `known` texts is no marker: some files write about conflicts.
 */
export function markerLines(text: string, known: readonly (string | null)[]): number[] {
  if (!text.includes(OURS) && !text.includes(BASE) && !text.includes(THEIRS) && !text.includes(MIDDLE))
    return [];
  const innocent = new Set(known.flatMap((other) => other?.split('\n').map((line) => line.trimEnd()) ?? []));
  const found = text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => isMarker(line) && !innocent.has(line.trimEnd()));
  const starts = found.filter(({ line }) => line.startsWith(OURS));
  // A line of equals signs alone also underlines a heading.
  const leftOver = found.filter(({ line }) => !line.startsWith(MIDDLE));
  return (starts.length > 0 ? starts : leftOver).map(({ number }) => number);
}

/** Whether somebody's merge was left in the text half-way: a start, a middle and an end, in this order. */
export function holdsConflict(text: string): boolean {
  const lines = text.split('\n').filter(isMarker);
  const start = lines.findIndex((line) => line.startsWith(OURS));
  const middle = lines.findIndex((line, index) => index > start && line.startsWith(MIDDLE));
  return start >= 0 && middle > start && lines.slice(middle).some((line) => line.startsWith(THEIRS));
}
