import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '../mutants.ts';
import type { Sandbox } from '../sandbox.ts';
import { FAILED_FILE, type Plan, PLAN_FILE } from './plan.ts';

export interface RunOptions {
  readonly sandbox: Sandbox;
  readonly plan: Plan;
  readonly mutants: readonly Mutant[];
  readonly testFiles: readonly string[];
  /** File with the results of earlier runs; it is read and updated. */
  readonly cache: string;
  readonly fresh: boolean;
}

export interface StrykerRun {
  /** Stryker's report in the format of mutation-testing-elements. */
  readonly report: string;
  /** Tests that fail without a mutant. They were left out. */
  readonly failed: readonly string[];
}

const STRYKER = 'node_modules/@stryker-mutator/core/bin/stryker.js';
const PARTS = 'scripts/mutation/stryker';

/** The range of a mutant as Stryker's `mutate` wants it: lines from 1, columns from 0. */
const rangeOf = ({ path, start, end }: Mutant): string =>
  `${path}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;

function configuration({ sandbox, mutants, testFiles, cache, fresh }: RunOptions, report: string): object {
  const preload = `--import=${join(sandbox.repository, PARTS, 'mocha-files.ts')}`;
  return {
    plugins: ['runner.ts', 'chosen-only.ts'].map((file) => join(sandbox.repository, PARTS, file)),
    testRunner: 'mocha-with-processes',
    testRunnerNodeArgs: [preload, '--conditions=onex-source', '--disable-warning=ExperimentalWarning'],
    mochaOptions: { spec: testFiles, extension: ['ts'], 'no-config': true, 'no-package': true },
    mutate: [...new Set(mutants.map(rangeOf))],
    // The copy is the sandbox: its tests must find the copy of the runtime through its own node_modules.
    inPlace: true,
    buildCommand: `node --disable-warning=ExperimentalWarning ${PARTS}/prepare.ts`,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 10_000,
    timeoutFactor: 2,
    dryRunTimeoutMinutes: 30,
    reporters: ['json', 'chosen-only'],
    jsonReporter: { fileName: report },
    incremental: true,
    incrementalFile: cache,
    force: fresh,
    disableTypeChecks: false,
    allowConsoleColors: false,
    warnings: { slow: false, unknownOptions: false },
    logLevel: process.env['MUTATION_LOG'] ?? 'error',
    allowEmpty: true,
  };
}

/** Ends a process with all that it started. They are one group, because it was started detached. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

/**
 * Runs Stryker in the sandbox to its end.
 * @throws Error when Stryker ends without a report; what it printed has been shown
 */
export async function runStryker(options: RunOptions): Promise<StrykerRun> {
  const { sandbox, plan, cache } = options;
  const folder = join(sandbox.temporary, 'run');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(cache, '..'), { recursive: true });
  const report = join(folder, 'report.json');
  writeFileSync(join(folder, PLAN_FILE), JSON.stringify(plan));
  writeFileSync(join(folder, 'stryker.json'), JSON.stringify(configuration(options, report)));
  const names = ['TMPDIR', 'TMP', 'TEMP'].map((name) => [name, sandbox.temporary]);
  const flags = ['--import', join(sandbox.repository, PARTS, 'mocha-files.ts')];
  const child = spawn(process.execPath, [...flags, STRYKER, 'run', join(folder, 'stryker.json')], {
    cwd: sandbox.repository,
    env: {
      ...process.env,
      ...Object.fromEntries(names),
      MUTATION_FOLDER: folder,
      ONEX_TESTS_BUILT: '1',
      CI: '',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const end = (): void => endGroup(child);
  // Before the sandbox is deleted, in which these processes work.
  process.prependOnceListener('exit', end);
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  process.removeListener('exit', end);
  end();
  if (signal !== null) throw new Error(`Stryker was killed by ${signal}.`);
  if (!existsSync(report)) throw new Error('Stryker ended without a report. See its messages above.');
  const failed = join(folder, FAILED_FILE);
  return {
    report: readFileSync(report, 'utf8'),
    failed: existsSync(failed) ? (JSON.parse(readFileSync(failed, 'utf8')) as string[]) : [],
  };
}
