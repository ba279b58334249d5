import { projectCommands } from 'onex-runtime/project';
import type { Plan, Report } from '../../../lib/reconcile/index.ts';
import { showWaiting, type TypeReport } from '../../../lib/report/index.ts';
import { findCompiler, newErrors, runCompiler } from '../../../lib/typecheck/index.ts';
import { changesPackages } from './install.ts';
import type { Session } from '../session/index.ts';

/** Maximum time to wait in order to know which errors are new. */
const BEFORE_MS = 10_000;
const AFTER_MS = 120_000;

/** Code, and compiler settings. */
const IS_CHECKED = /\.[cm]?[jt]sx?$|\.json$/;

/**
 * Returns files whose text comes from both sides: from this run, or from a conflict that the user has resolved since
 * the last one.
 */
function mergedCode({ files }: Plan): Plan['files'] {
  return files.filter(
    ({ action, isResolved, path }) =>
      IS_CHECKED.test(path) && (action === 'merge' || action === 'rename' || isResolved === true),
  );
}

/** Returns code that a rename changes. It changes all places in the same way, so any of them may be wrong. */
export function changedCode({ files }: Plan): Plan['files'] {
  return files.filter(({ action, path }) => IS_CHECKED.test(path) && action !== 'unchanged');
}

export interface Checked {
  readonly report: Report;
  /** Null if nothing was checked. */
  readonly types: TypeReport | null;
}

/**
 * Commits a plan. If it may have broken code, the project's own compiler runs before and after, because a clean merge
 * by line may still not compile. A run that left a conflict could not be checked, so errors after its resolution count
 * as new.
 * @param carryOut Commits the plan and does everything else that must precede the compiler.
 * @param doubtful Files whose code may not compile after the run.
 */
export async function checkTypes(
  session: Session,
  plan: Plan,
  carryOut: () => Promise<Report>,
  doubtful: Plan['files'] = mergedCode(plan),
): Promise<Checked> {
  const { place, given } = session;
  const isWanted = given['typecheck'] !== false && given['dry-run'] !== true && doubtful.length > 0;
  // Packages that are not installed yet would cause false errors.
  const isReady = given['install'] === true || !changesPackages(plan);
  const compiler = isWanted && isReady ? findCompiler(place.root) : null;
  if (compiler === null) return { report: await carryOut(), types: null };
  const quiet = given['quiet'] === true || given['json'] === true;
  const check = async (what: string, timeout: number) => {
    const done = showWaiting(what, { quiet });
    try {
      return await runCompiler(place.root, compiler, timeout);
    } finally {
      done();
    }
  };
  const isComparable = doubtful.every(({ isResolved }) => isResolved !== true);
  const before = isComparable ? await check('checking types before the change', BEFORE_MS) : null;
  const report = await carryOut();
  const isSettled = report.json.status === 'done' || report.json.status === 'unchanged';
  if (!isSettled || report.interrupted) return { report, types: null };
  const after = await check('checking types', AFTER_MS);
  if (!after.ended) return { report, types: { status: 'unknown', reason: after.reason } };
  const compared = before?.ended === true;
  const errors = newErrors(after.errors, compared ? before.errors : []);
  const known = after.errors.length - errors.length;
  const command = projectCommands(place.root, {}).run('typecheck');
  return { report, types: { status: 'checked', errors, known, compared, command } };
}
