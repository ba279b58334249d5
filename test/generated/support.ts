import { join } from 'node:path';
import { ROOT } from '../render/support.ts';
import { run, type Outcome } from '../support/process.ts';

/** Type-checks a project against the source of the runtime. */
export function typecheck(cwd: string): Promise<Outcome> {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  return run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd });
}

/** Lints a project; a warning is an error. */
export function lint(cwd: string): Promise<Outcome> {
  return run(join(ROOT, 'node_modules/.bin/oxlint'), ['--deny-warnings'], { cwd });
}

/** Runs the tests of a project on the source of the runtime. */
export function runTests(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
  return run(process.execPath, [...flags, '--test', ...args], { cwd });
}
