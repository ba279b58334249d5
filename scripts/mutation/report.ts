import { areaOf } from './files.ts';
import type { Result } from './results.ts';

export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly timedOut: number;
  /** Whole percent, rounded down: the share of killed and timed-out mutants; 100 when nothing was run. */
  readonly percent: number;
}

/** A mutant that makes the tests run without end is noticed, so it counts like a killed one. */
export function scoreOf(results: readonly Result[]): Score {
  const count = (outcome: Result['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  const [killed, survived, timedOut] = [count('killed'), count('survived'), count('timed out')];
  const total = killed + survived + timedOut;
  return {
    killed,
    survived,
    timedOut,
    percent: total === 0 ? 100 : Math.floor(((killed + timedOut) * 100) / total),
  };
}

/** `mutation score: 75% (3 killed, 1 survived, 0 timed out)` */
export function scoreLine(results: readonly Result[]): string {
  const { percent, killed, survived, timedOut } = scoreOf(results);
  return `mutation score: ${percent}% (${killed} killed, ${survived} survived, ${timedOut} timed out)`;
}

/** Why results do not reach a minimum in percent, in one line; `null`: they do. */
export function failureOf(results: readonly Result[], min: number): string | null {
  const rest = results.filter(({ outcome }) => outcome === 'not run').length;
  if (rest > results.length / 2) return 'Too few mutants were run for a score.';
  return scoreOf(results).percent < min ? `The score is below ${min}%.` : null;
}

const WIDTH = 100;

/** A text as one line of limited length. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line;
}

/** Each survivor with its place, what it replaces, and by what. */
export function survivorLines(results: readonly Result[]): string[] {
  return results
    .filter(({ outcome }) => outcome === 'survived')
    .flatMap(({ path, start, mutator, original, replacement, uncovered }) => [
      `${path}:${start.line + 1}:${start.column + 1} survived: ${mutator}${uncovered ? ', reached by no test' : ''}`,
      `  - ${oneLine(original)}`,
      `  + ${oneLine(replacement)}`,
    ]);
}

/** A Markdown table with the score of each area. */
export function areaTable(results: readonly Result[]): string[] {
  const areas = Map.groupBy(results, ({ path }) => areaOf(path));
  const rows = [...areas]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([area, own]): [string, Score] => [area, scoreOf(own)])
    .filter(([, { killed, survived, timedOut }]) => killed + survived + timedOut > 0)
    .map(
      ([area, { killed, survived, timedOut, percent }]) =>
        `| ${area} | ${killed} | ${survived} | ${timedOut} | ${percent}% |`,
    );
  return ['| area | killed | survived | timed out | score |', '| --- | --: | --: | --: | --: |', ...rows];
}
