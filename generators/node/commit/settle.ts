import type { Finding } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { projectLinks } from '../../../lib/graph/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { projectContracts } from '../../../lib/project/index.ts';
import {
  commit,
  reconcile,
  withGitAttributes,
  type ConflictPolicy,
  type Plan,
  type RenderedUnit,
} from '../../../lib/reconcile/index.ts';
import type { Unit } from '../../../lib/render/index.ts';
import { timed } from '../../../lib/timings/index.ts';
import { verifyUnits } from '../../../lib/verify/index.ts';
import { confirmPlan, rememberingAnswers } from './confirm.ts';
import type { Ask } from '../prompts/index.ts';
import { refuseDoubtfulDeletions, unusedRestores, restoredPaths } from './deletions.ts';
import { installAfter } from './install.ts';
import { refuseError, refuseUninstalled, setExitCode } from './outcome.ts';
import { forget, readBack, type SharedFiles } from './read-back.ts';
import { reportRun } from './report-run.ts';
import { asksAboutConflicts, type Session } from '../session/index.ts';
import { checkTypes } from './typecheck.ts';

async function makePlan(session: Session, units: readonly RenderedUnit[], ask: Ask): Promise<Plan> {
  const policy = session.given['on-conflict'] as ConflictPolicy | undefined;
  const asks = asksAboutConflicts(session);
  const plan = await reconcile({
    root: session.place.root,
    units,
    options: {
      generatorVersion: GENERATOR_VERSION,
      basis: session.basis,
      onConflict: policy ?? 'fail',
      ...(asks ? { resolve: (session.answerConflict ??= rememberingAnswers(ask)) } : {}),
      restore: restoredPaths(session),
      dryRun: session.given['dry-run'] === true,
    },
  });
  return withGitAttributes(plan);
}

/** Reports one line for each defect of the rendered files. Nothing is written then. */
async function refuseFaults(units: readonly Unit[], root: string): Promise<void> {
  const faults = await verifyUnits(units, root);
  const lines = faults.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
  if (lines.length > 0) throw new UserError('ERR_ONEX_VERIFICATION', lines.join('\n'));
}

/** Sorts the units: the project first, then the nodes in the order of rendering. */
const inOrder = (units: readonly RenderedUnit[]): RenderedUnit[] => [
  ...units.filter(({ kind }) => kind === 'project'),
  ...units.filter(({ kind }) => kind !== 'project'),
];

/**
 * Warns about broken links between the written nodes and others. These are only warnings, because nodes may be created
 * in any order: an orchestrator before the nodes that it drives.
 */
async function linkWarnings({ place }: Session, units: readonly Unit[]): Promise<readonly Finding[]> {
  const nodes = units.filter(({ kind }) => kind === 'node').map(({ root }) => root.replace(/^nodes\//, ''));
  if (nodes.length === 0) return [];
  const links = await timed('links', () => projectLinks(projectContracts(place.root), nodes));
  const made = new Set(units.map(({ name }) => name));
  // Missing links of a node that was just rendered are already among its notes.
  const others = links.filter(({ rule, nodes: [first = ''] }) => rule !== 'field' || !made.has(first));
  return others.map((link) => ({ ...link, severity: 'warning' }));
}

/**
 * Ends every run: reads back the rendered files, verifies them, reconciles them with the disk, asks, writes all or
 * nothing, and reports. Sets the process's exit code to 2 if conflicts remain.
 */
export async function settle(session: Session, shared: SharedFiles, ask: Ask): Promise<void> {
  const { place, given } = session;
  const dryRun = given['dry-run'] === true;
  const units = inOrder(session.units).map((unit) => readBack(unit, place.root, shared));
  await timed('verify', () => refuseFaults(units, place.root));
  const plan = await timed('reconcile', () => makePlan(session, units, ask));
  session.warnings.push(...unusedRestores(plan));
  refuseDoubtfulDeletions(plan, session);
  if (session.interactive && !dryRun) await confirmPlan(plan, given['diff'] === true, ask);
  const { report, types } = await checkTypes(session, plan, async () => {
    const committed = await timed('commit', () => commit(plan));
    return installAfter(committed, session);
  });
  for (const unit of units) forget(unit, place.root, shared);
  refuseError(report, session);
  if (!dryRun) session.findings.push(...(await linkWarnings(session, units)));
  await reportRun(session, units, plan, { report, types });
  setExitCode(report, types);
  refuseUninstalled(report, session);
}
