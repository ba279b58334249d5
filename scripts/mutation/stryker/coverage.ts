import { readFileSync, rmSync } from 'node:fs';

/** Part of Stryker's global object in an instrumented process: counts per mutant, outside and inside of tests. */
export interface InstrumentedSpace {
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

/** The members of mocha's objects that are used here. */
export interface Suite {
  readonly suites: readonly Suite[];
  readonly tests: readonly { fullTitle(): string; readonly file?: string | undefined }[];
  fullTitle(): string;
}
export interface Hook {
  readonly title: string;
  readonly parent?: Suite | undefined;
}
export interface Events {
  on(event: 'hook', listener: (hook: Hook) => void): unknown;
  on(event: 'test end' | 'hook end' | 'end', listener: () => void): unknown;
}

/** All tests of a suite and of those inside it. */
export const testsOf = (suite: Suite): Suite['tests'][number][] => [
  ...suite.tests,
  ...suite.suites.flatMap(testsOf),
];

/**
 * Corrects the coverage that Stryker records during a run of mocha. What a `before` hook reaches counts for every test
 * of its suite, not for the test that ran last. What processes reach that a test started counts for that test.
 * @param file where those processes report; deleted after each reading
 */
export function watchCoverage(runner: Events, space: InstrumentedSpace, file: string): void {
  const suites = new Map<string, Suite>();
  const collect = (): void => {
    const id = space.currentTestId;
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return;
    }
    rmSync(file, { force: true });
    const coverage = (space.mutantCoverage ??= { static: {}, perTest: {} });
    const counts = id === undefined ? coverage.static : (coverage.perTest[id] ??= {});
    for (const mutant of text.split('\n')) if (mutant !== '') counts[mutant] = (counts[mutant] ?? 0) + 1;
  };
  runner.on('hook', ({ title, parent }) => {
    if (!title.startsWith('"before all" hook') || parent === undefined) return;
    space.currentTestId = `"before all" of ${parent.fullTitle()}`;
    suites.set(space.currentTestId, parent);
  });
  runner.on('hook end', collect);
  runner.on('test end', collect);
  runner.on('end', () => {
    collect();
    const perTest = space.mutantCoverage?.perTest ?? {};
    for (const [id, suite] of suites) {
      const counts = perTest[id] ?? {};
      delete perTest[id];
      for (const test of testsOf(suite)) {
        const own = (perTest[test.fullTitle()] ??= {});
        for (const [mutant, count] of Object.entries(counts)) own[mutant] = (own[mutant] ?? 0) + count;
      }
    }
  });
}
