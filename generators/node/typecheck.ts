import { projectCommands } from 'onex-runtime/project';
import type { Plan, Report } from '../../lib/reconcile/index.ts';
import { showWaiting, type TypeReport } from '../../lib/report/index.ts';
import { findCompiler, newErrors, runCompiler } from '../../lib/typecheck/index.ts';
import { changesPackages } from './install.ts';
import type { Session } from './session.ts';

/** Knowing which errors are new is worth this much waiting, and not more. */
const BEFORE_MS = 10_000;
const AFTER_MS = 120_000;

/** Whether a plan merges code, or settings of the compiler. */
function mergesCode({ files }: Plan): boolean {
  return files.some(({ action, path }) => action === 'merge' && /\.[cm]?[jt]sx?$|\.json$/.test(path));
}

export interface Checked {
  readonly report: Report;
  /** Null where nothing was checked. */
  readonly types: TypeReport | null;
}

/**
 * Commits a plan. If it merged code, the project's own compiler runs before and after: what was clean by line may not
 * fit together.
 * @param carryOut Commits the plan and does all else that has to be done before the compiler can run.
 */
export async function checkTypes(
  session: Session,
  plan: Plan,
  carryOut: () => Promise<Report>,
): Promise<Checked> {
  const { place, given } = session;
  const isWanted = given['typecheck'] !== false && given['dry-run'] !== true && mergesCode(plan);
  // Packages that are not installed yet would cause errors that are none.
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
  const before = await check('checking types before the change', BEFORE_MS);
  const report = await carryOut();
  if (report.json.status !== 'done' || report.interrupted) return { report, types: null };
  const after = await check('checking types', AFTER_MS);
  if (!after.ended) return { report, types: { status: 'unknown', reason: after.reason } };
  const errors = newErrors(after.errors, before.ended ? before.errors : []);
  const known = after.errors.length - errors.length;
  const command = projectCommands(place.root, {}).run('typecheck');
  return { report, types: { status: 'checked', errors, known, compared: before.ended, command } };
}
