import { join } from 'node:path';
import { ROOT } from '../render/support.ts';
import { run, type Outcome } from '../support/process.ts';

/** Type-checks a project against the source of the runtime. */
export function typecheck(cwd: string): Promise<Outcome> {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  return run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd });
}

/** Type-checks a project with stricter options against the published types of the runtime, whose sources they do not fit. */
export function typecheckStrictly(cwd: string): Promise<Outcome> {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  return run(tsc, ['--noEmit', '--noPropertyAccessFromIndexSignature', '--lib', 'es2022'], { cwd });
}

/** Lints a project with its types; a warning is an error. */
export function lint(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return run(join(ROOT, 'node_modules/.bin/oxlint'), ['--type-aware', '--deny-warnings', ...args], { cwd });
}

/** Runs the tests of a project on the source of the runtime. */
export function runTests(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const flags = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning'];
  return run(process.execPath, [...flags, '--test', ...args], { cwd });
}
