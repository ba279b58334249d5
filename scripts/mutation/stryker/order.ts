/** A test as the run without a mutant found it. */
export interface KnownTest {
  /** Full title. */
  readonly id: string;
  /** Path relative to the repository. */
  readonly file: string;
  /** How long it took. */
  readonly ms: number;
}

/** Test time per mutant: a survivor runs all its tests, and what the nearest do not notice, others hardly do. */
const BUDGET_MS = 20_000;
/** A test that takes this much longer than without a mutant hangs. */
const LONGER = 5;
const SHORTEST_TIMEOUT_MS = 10_000;

/**
 * The tests to run for a mutant: those that reach it, nearest first, within the budget, but always one.
 * @param files test files chosen for the mutated file, nearest first
 * @param reaching ids of the tests that reach the mutant; `undefined` when it takes effect as its module is loaded
 */
export function chooseTests(
  tests: readonly KnownTest[],
  files: readonly string[],
  reaching: readonly string[] | undefined,
): string[] {
  const reached = reaching === undefined ? undefined : new Set(reaching);
  const rank = ({ file }: KnownTest): number => (files.includes(file) ? files.indexOf(file) : files.length);
  const candidates = tests
    .filter((test) => (reached === undefined ? files.includes(test.file) : reached.has(test.id)))
    .toSorted((a, b) => rank(a) - rank(b));
  let spent = 0;
  return candidates
    .filter(({ ms }) => {
      const fits = spent === 0 || spent + ms <= BUDGET_MS;
      if (fits) spent += Math.max(1, ms);
      return fits;
    })
    .map(({ id }) => id);
}

/** The members of a suite of mocha that are used here. */
export interface TimedSuite {
  suites: TimedSuite[];
  readonly tests: readonly { fullTitle(): string; timeout(ms: number): unknown }[];
  readonly file?: string | undefined;
}

/** Lets the nearest test files run first, because the first failure ends the run, and bounds the time of each test. */
export function arrange(
  root: TimedSuite,
  tests: readonly KnownTest[],
  files: readonly string[],
  relativeTo: (path: string) => string,
): void {
  const rank = ({ file = '' }: TimedSuite): number => {
    const at = files.indexOf(relativeTo(file));
    return at === -1 ? files.length : at;
  };
  root.suites.sort((a, b) => rank(a) - rank(b));
  const times = new Map(tests.map(({ id, ms }) => [id, ms]));
  const bound = (suite: TimedSuite): void => {
    for (const test of suite.tests)
      test.timeout(Math.max(SHORTEST_TIMEOUT_MS, LONGER * (times.get(test.fullTitle()) ?? 0)));
    suite.suites.forEach(bound);
  };
  bound(root);
}
