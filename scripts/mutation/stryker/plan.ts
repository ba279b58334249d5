import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the driver tells the processes of a run; a JSON file in the folder that `MUTATION_FOLDER` names. */
export interface Plan {
  /** Keys of the mutants to run; Stryker instruments others too, because a range contains whole expressions. */
  readonly chosen: readonly string[];
  /** Mutated file → test files that may notice. Paths are relative to the repository. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** Mutated modules that do nothing but define; a program would start. */
  readonly preload: readonly string[];
  /** Time in milliseconds since 1970 after which no further mutant is run. */
  readonly deadline: number;
  /** The tests start the bundled command line. */
  readonly bundle: boolean;
}

/** Why a mutant was not run. */
export const NOT_CHOSEN = 'not chosen';
export const OUT_OF_TIME = 'out of time';

/** Folder of the run, shared by its processes. */
export const folderOfRun = (): string => {
  const folder = process.env['MUTATION_FOLDER'];
  if (folder === undefined)
    throw new Error('MUTATION_FOLDER is not set: run this through npm run test:mutation.');
  return folder;
};

export const PLAN_FILE = 'plan.json';
export const TESTS_FILE = 'tests.json';
export const FAILED_FILE = 'failed.json';
export const COVERAGE_FILE = 'coverage.txt';

export function readPlan(): Plan {
  return JSON.parse(readFileSync(join(folderOfRun(), PLAN_FILE), 'utf8')) as Plan;
}
