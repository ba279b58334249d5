import type { Plan, Report } from '../../lib/reconcile/index.ts';
import { findsNodePackage, nextSteps, printReport } from '../../lib/report/index.ts';
import { confirmPlan, type Ask } from '../node/ask.ts';
import { commitShown } from '../node/commit-shown.ts';
import { refuseDoubtfulDeletions } from '../node/deletions.ts';
import { changesPackages, installProject } from '../node/install.ts';
import { refuseError, setExitCode } from '../node/outcome.ts';
import type { Session } from '../node/session.ts';

async function report(session: Session, plan: Plan, done: Report, title: string): Promise<void> {
  const { given, place, cwd, project, warnings, findings, interactive } = session;
  const dryRun = given['dry-run'] === true;
  const settled = done.json.status === 'done' || done.json.status === 'unchanged';
  const bringsNode = project!.withNode !== null || findsNodePackage(place.root);
  const newPackages = changesPackages(plan) && given['install'] !== true;
  const next = nextSteps({ cwd, root: place.root, bringsNode, newPackages, firstNode: null });
  await printReport(done, {
    title,
    plan,
    next: settled && done.changed.length > 0 ? next : [],
    warnings,
    findings,
    place: place.root === cwd ? null : `in ${place.root}`,
    dryRun,
    diff: given['diff'] === true,
    json: given['json'] === true,
    quiet: given['quiet'] === true,
    seen: interactive && !dryRun && plan.changes.length > 0,
  });
}

/**
 * The end of a run over nodes that are there: asks, writes all or nothing, reports, and sets the process's exit code.
 * @param title what the report calls the run
 */
export async function finishPlan(session: Session, plan: Plan, ask: Ask, title: string): Promise<void> {
  const { given, place, interactive } = session;
  const dryRun = given['dry-run'] === true;
  const quiet = given['json'] === true || given['quiet'] === true;
  refuseDoubtfulDeletions(plan, session);
  if (interactive && !dryRun) await confirmPlan(plan, given['diff'] === true, ask);
  const done = await commitShown(plan, quiet);
  const settled = done.json.status === 'done' || done.json.status === 'unchanged';
  if (given['install'] === true && !dryRun && settled) await installProject(place.root, quiet);
  refuseError(done, session);
  await report(session, plan, done, title);
  setExitCode(done);
}
