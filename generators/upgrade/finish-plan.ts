import type { GraphFinding } from '../../lib/graph/index.ts';
import type { Plan } from '../../lib/reconcile/index.ts';
import { findsNodePackage, nextSteps, printReport } from '../../lib/report/index.ts';
import {
  confirmPlan,
  commitWithProgress,
  refuseDoubtfulDeletions,
  changesPackages,
  installAfter,
  refuseError,
  refuseUninstalled,
  setExitCode,
  checkTypes,
  type Checked,
} from '../node/commit/index.ts';
import type { Ask } from '../node/prompts/index.ts';
import { commandsOfProject } from '../node/project/index.ts';
import type { Session } from '../node/session/index.ts';

const isError = ({ severity }: GraphFinding): boolean => severity === 'error';

async function report(
  session: Session,
  plan: Plan,
  { report: done, types }: Checked,
  { title, records, links }: Pick<Finish, 'title' | 'records'> & { readonly links: readonly GraphFinding[] },
): Promise<void> {
  const { given, place, cwd, project, warnings, findings, interactive } = session;
  const dryRun = given['dry-run'] === true;
  const settled = done.json.status === 'done' || done.json.status === 'unchanged';
  const bringsNode = project!.withNode !== null || findsNodePackage(place.root);
  const newPackages = changesPackages(plan) && given['install'] !== true;
  const commands = commandsOfProject(project!);
  const next = nextSteps({ cwd, root: place.root, bringsNode, newPackages, firstNode: null, commands });
  await printReport(done, {
    title,
    plan,
    types,
    records: records ?? null,
    // The scripts of a package that is not a project are unknown.
    next: settled && done.changed.length > 0 && place.settings !== null ? next : [],
    warnings,
    findings: [...findings, ...links],
    brokenLinks: links.filter(isError).length,
    place: place.root === cwd ? null : `in ${place.root}`,
    dryRun,
    diff: given['diff'] === true,
    json: given['json'] === true,
    quiet: given['quiet'] === true,
    seen: interactive && !dryRun && plan.changes.length > 0,
  });
}

/** The name of a run, and its checks after everything is written. */
export interface Finish {
  readonly title: string;
  /** Nodes and versions whose records the run removes; null: none. */
  readonly records?: string | null;
  /** Links between nodes; the code of steps is part of a link, and is written by then. */
  links(): Promise<readonly GraphFinding[]>;
  /** What to do about an older runtime; null if nothing is to be done. */
  older?(): { readonly warning: string } | null;
}

/**
 * Ends a run over existing nodes: asks, writes all or nothing, reports, and sets the process's exit code.
 */
export async function finishPlan(session: Session, plan: Plan, ask: Ask, finish: Finish): Promise<void> {
  const { given, interactive } = session;
  const dryRun = given['dry-run'] === true;
  const quiet = given['json'] === true || given['quiet'] === true;
  refuseDoubtfulDeletions(plan, session);
  if (interactive && !dryRun) await confirmPlan(plan, given['diff'] === true, ask);
  const checked = await checkTypes(session, plan, async () => {
    return installAfter(await commitWithProgress(plan, quiet), session);
  });
  refuseError(checked.report, session);
  const links = await finish.links();
  const older = finish.older?.() ?? null;
  if (older !== null) session.warnings.push(older.warning);
  await report(session, plan, checked, { ...finish, links });
  setExitCode(checked.report, checked.types);
  if (links.some(isError)) process.exitCode ??= 2;
  refuseUninstalled(checked.report, session);
}
