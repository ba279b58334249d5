/**
 * A test runner for Stryker around its mocha runner. It adds what this project needs: mutants also act in processes
 * that tests start, a test that fails without a mutant is left out instead of ending the run, a mutant outside of all
 * tests (in a constant of a module) runs only the test files chosen for its file, and the run has an end.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { createMochaTestRunner, type MochaTestRunner } from '@stryker-mutator/mocha-runner';
import { keyOf } from '../mutants.ts';
import { type Events, type InstrumentedSpace, watchCoverage } from './coverage.ts';
import { arrange, chooseTests, type KnownTest, type TimedSuite } from './order.ts';
import {
  COVERAGE_FILE,
  FAILED_FILE,
  folderOfRun,
  NOT_CHOSEN,
  OUT_OF_TIME,
  readPlan,
  TESTS_FILE,
} from './plan.ts';

interface Mocha {
  readonly suite: TimedSuite;
  run(done?: () => void): Events;
}

const ACTIVE = INSTRUMENTER_CONSTANTS.ACTIVE_MUTANT_ENV_VARIABLE;
const folder = folderOfRun();
const root = process.cwd();
const space = ((globalThis as unknown as Record<string, InstrumentedSpace>)[
  INSTRUMENTER_CONSTANTS.NAMESPACE
] ??= {});

function relativeTo(path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

export class ProcessMochaRunner {
  readonly #inner: MochaTestRunner;
  readonly #plan = readPlan();
  readonly #chosen: ReadonlySet<string>;
  #tests: readonly KnownTest[] | undefined;

  constructor(inner: MochaTestRunner) {
    this.#inner = inner;
    this.#chosen = new Set(this.#plan.chosen);
  }

  capabilities = () => this.#inner.capabilities();
  init = () => this.#inner.init();
  dispose = () => this.#inner.dispose();

  /** Runs all tests without a mutant and records what each reaches. */
  async dryRun(options: DryRunOptions): Promise<DryRunResult> {
    process.env['MUTATION_RUNNER'] = String(process.pid);
    process.env['MUTATION_COVERAGE'] = join(folder, COVERAGE_FILE);
    await this.#preload();
    const result = await this.#withRun(
      (run) => {
        const runner = run();
        watchCoverage(runner, space, join(folder, COVERAGE_FILE));
        return runner;
      },
      () => this.#inner.dryRun({ ...options, disableBail: true }),
    );
    delete process.env['MUTATION_COVERAGE'];
    if (result.status !== DryRunStatus.Complete) return result;
    const failed = new Set(
      result.tests.filter(({ status }) => status === TestStatus.Failed).map(({ id }) => id),
    );
    const tests = result.tests.filter(({ id }) => !failed.has(id));
    const known = tests.map(({ id, fileName, timeSpentMs }): KnownTest => {
      return { id, file: relativeTo(fileName ?? ''), ms: timeSpentMs };
    });
    writeFileSync(join(folder, TESTS_FILE), JSON.stringify(known));
    writeFileSync(join(folder, FAILED_FILE), JSON.stringify([...failed]));
    for (const id of failed) delete result.mutantCoverage?.perTest[id];
    return { ...result, tests };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant } = options;
    const path = relativeTo(activeMutant.fileName);
    const { start, end } = activeMutant.location;
    const mutant = { path, start, end, replacement: activeMutant.replacement };
    if (!this.#chosen.has(keyOf(mutant))) return { status: MutantRunStatus.Error, errorMessage: NOT_CHOSEN };
    if (Date.now() > this.#plan.deadline) return { status: MutantRunStatus.Error, errorMessage: OUT_OF_TIME };
    process.env[ACTIVE] = activeMutant.id;
    await this.#preload(options.mutantActivation === 'static' ? activeMutant.id : undefined);
    this.#tests ??= JSON.parse(readFileSync(join(folder, TESTS_FILE), 'utf8')) as KnownTest[];
    const files = this.#plan.tests[path] ?? [];
    const known = this.#tests;
    return this.#withRun(
      (run) => {
        arrange(this.#mocha.suite, known, files, relativeTo);
        return run();
      },
      () => this.#inner.mutantRun({ ...options, testFilter: chooseTests(known, files, options.testFilter) }),
    );
  }

  /** Mocha's own object, which Stryker's runner creates in `init` and keeps private. */
  get #mocha(): Mocha {
    return (this.#inner as unknown as { readonly mocha: Mocha }).mocha;
  }

  /** Does something with `around` in the place of mocha's `run`. */
  async #withRun<Result>(
    around: (run: () => Events) => Events,
    action: () => Promise<Result>,
  ): Promise<Result> {
    const mocha = this.#mocha;
    const original = mocha.run;
    mocha.run = (done) => around(() => original.call(mocha, done));
    try {
      return await action();
    } finally {
      mocha.run = original;
    }
  }

  /**
   * Loads the mutated modules before the tests do. Otherwise, code that runs once when a test loads its module would
   * count for that test only, and would not run again for the next mutant.
   */
  async #preload(active?: string): Promise<void> {
    Object.assign(space, { activeMutant: active });
    for (const path of this.#plan.preload) await import(pathToFileURL(join(root, path)).href);
  }
}

function createRunner(injector: Parameters<typeof createMochaTestRunner>[0]): ProcessMochaRunner {
  return new ProcessMochaRunner(createMochaTestRunner(injector));
}
createRunner.inject = createMochaTestRunner.inject;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'mocha-with-processes', factory: createRunner }];
