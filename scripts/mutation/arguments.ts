import type { Options } from 'onex-cli-kit';
import { readScriptArguments, type Script } from '../command-line.ts';

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

const SCRIPT = {
  name: 'test:mutation',
  summary: 'Plant bugs in the production code, and count those that the tests notice',
  usage: '[PATH…]',
  options: {
    since: { type: 'text', placeholder: 'REV', description: 'the production files changed since a revision' },
    sample: {
      type: 'text',
      placeholder: 'N',
      description: 'N mutants at random, over all production files or the paths',
    },
    seed: { type: 'text', placeholder: 'S', description: 'another sample; default: 1' },
    minutes: {
      type: 'text',
      placeholder: 'N',
      description: 'stop after N minutes and report what was not run; default: 15, with --sample 240',
    },
    min: { type: 'text', placeholder: 'NN', description: 'fail when the score is below NN percent' },
    tests: {
      type: 'text',
      placeholder: 'N',
      description: 'test files per mutated file; default: 10. Fewer are faster and notice less',
    },
    fresh: { type: 'flag', description: 'ignore the results of earlier runs in .mutation/' },
  },
  takes: { most: Infinity },
  details: `PATH is a file, a folder, or file:line-line. Without a path and a sample, the uncommitted changes are mutated, or
the last commit when there are none.`,
} as const satisfies Script<Options>;

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
 * @returns null when its help is printed, and there is nothing to do
 * @throws Error with one line on an unknown option or a bad value
 */
export function readArguments(args: readonly string[]): Arguments | null {
  const given = readScriptArguments(SCRIPT, args);
  if (given === null) return null;
  const { values, positionals } = given;
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
