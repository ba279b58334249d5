import { parseArgs } from 'node:util';

export interface Arguments {
  /** Files, folders, or `file:line-line`, relative to the repository; empty when `since` or only a sample is meant. */
  readonly paths: readonly string[];
  /** A revision of Git; `null` when paths or a sample were given. */
  readonly since: string | null;
  /** Mutants to choose at random; `null` for all. */
  readonly sample: number | null;
  readonly seed: number;
  /** The lowest score in percent with which the run succeeds; `null` for none. */
  readonly min: number | null;
  /** Upper bound of the run time. Mutants that remain are reported as not run. */
  readonly minutes: number;
  /** Test files per mutated file, at most. */
  readonly tests: number;
  /** Ignore the results of earlier runs. */
  readonly fresh: boolean;
}

export const USAGE = `Usage: npm run test:mutation -- [PATH…] [options]
  PATH            a file, a folder, or file:line-line; without a path and a sample: what changed
  --since REV     the production files changed since a revision
                  (default: uncommitted changes, or the last commit when there are none)
  --sample N      N mutants at random, over all production files or those of the paths
  --seed S        another sample (default 1)
  --minutes N     stop after N minutes and report what was not run (default 15, with --sample 240)
  --min NN        fail when the score is below NN percent
  --tests N       test files per mutated file (default 10); fewer are faster and notice less
  --fresh         ignore the results of earlier runs in .mutation/`;

/** @throws Error with one line that names the option */
function wholeNumber(
  option: string,
  text: string | undefined,
  highest = Number.MAX_SAFE_INTEGER,
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= highest) return value;
  const bound = highest === Number.MAX_SAFE_INTEGER ? '' : ` up to ${highest}`;
  throw new Error(`--${option} takes a whole number${bound}, not "${text}".`);
}

/**
 * Reads the command line.
 * @throws Error with one line on an unknown option or a bad value
 */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      since: { type: 'string' },
      sample: { type: 'string' },
      seed: { type: 'string' },
      min: { type: 'string' },
      minutes: { type: 'string' },
      tests: { type: 'string' },
      fresh: { type: 'boolean' },
    },
  });
  const sample = wholeNumber('sample', values.sample);
  if (sample === 0) throw new Error('--sample takes at least 1.');
  if (values.since !== undefined && positionals.length > 0)
    throw new Error('Give either paths or --since, not both.');
  if (values.since?.startsWith('-')) throw new Error(`--since takes a revision, not "${values.since}".`);
  return {
    paths: positionals,
    since: values.since ?? null,
    sample,
    seed: wholeNumber('seed', values.seed) ?? 1,
    min: wholeNumber('min', values.min, 100),
    minutes: wholeNumber('minutes', values.minutes) ?? (sample === null ? 15 : 240),
    tests: Math.max(1, wholeNumber('tests', values.tests) ?? 10),
    fresh: values.fresh ?? false,
  };
}
