import type { LocatedInsertion } from './locate.ts';
import type { Range } from './cut-ranges.ts';

/**
 * Returns what to cut if a class or method had its braces on the line of its code before the injection (`{}`, `{ x = 1
 * }`): the pieces with the line ends that were inserted with them. Such a place shows a space at the end of the old
 * line, or braces with nothing else between them.
 * @param lines What to cut if every piece is on its own lines, in text order.
 */
export function oneLineRanges(
  text: string,
  lines: readonly Range[],
  found: readonly LocatedInsertion[],
): readonly Range[] {
  const spans = found
    .flatMap((one) => one.pieces.flatMap(({ span }) => span ?? []))
    .toSorted((a, b) => a.start - b.start);
  const oneLine = runsOf(text, spans).flatMap((run) => oneLineRange(text, run) ?? []);
  const apart = lines.filter((one) => !oneLine.some(({ start, end }) => start < one.end && one.start < end));
  return [...apart, ...oneLine].toSorted((a, b) => a.start - b.start);
}

/** Groups spans that only white space separates. */
function runsOf(text: string, spans: readonly Range[]): readonly Range[] {
  const runs: Range[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last !== undefined && text.slice(last.end, span.start).trim() === '') {
      runs[runs.length - 1] = { start: last.start, end: span.end };
    } else runs.push(span);
  }
  return runs;
}

function oneLineRange(text: string, run: Range): Range | null {
  const above = text.slice(0, run.start).trimEnd().length;
  const below = text.length - text.slice(run.end).trimStart().length;
  const opens = text[above - 1] === '{';
  const closes = text[below] === '}';
  if (opens && closes) return { start: above, end: below };
  const inner = /[\t ]*$/.exec(text.slice(above, run.start))?.[0] ?? '';
  const gap = text.slice(run.end, below);
  const broken = /^(?:\r\n|\n|\r){1,2}/.exec(gap)?.[0] ?? '';
  if (opens && broken !== '' && gap.startsWith(`${broken}${inner} `)) {
    return { start: above, end: run.end + broken.length + inner.length };
  }
  const left = /^[\t ]+(?=[\r\n])/.exec(text.slice(above, run.start))?.[0] ?? '';
  return closes && left !== '' ? { start: above + left.length, end: below } : null;
}
