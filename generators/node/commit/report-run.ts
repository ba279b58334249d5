import { projectCommands } from 'onex-runtime/project';
import type { Plan } from '../../../lib/reconcile/index.ts';
import type { Unit } from '../../../lib/render/index.ts';
import { nodeNames } from '../../../lib/project/index.ts';
import { findsNodePackage, nextSteps, printReport, programFor } from '../../../lib/report/index.ts';
import { changesPackages } from './install.ts';
import { olderRuntime, commandsOfProject } from '../project/index.ts';
import type { Session } from '../session/index.ts';
import type { Checked } from './typecheck.ts';

/** Returns where the project is, unless it is the user's current folder. */
function placeLine({ place, cwd }: Session): string | null {
  if (place.redirectedFrom !== null)
    return `in ${place.root}, where ${place.redirectedFrom} sends what is made in it`;
  return place.root === cwd ? null : `in ${place.root}`;
}

/** Returns the command that creates a first node, in the program that the user ran; null if there is a node. */
async function firstNode({ place, program }: Session, units: readonly Unit[]): Promise<string | null> {
  if (units.some(({ kind }) => kind === 'node') || (await nodeNames(place.root)).length > 0) return null;
  return program.startsWith('yo ') ? 'yo onex:effect payment' : `${programFor(place.root)} effect payment`;
}

/** Prints the report of a run with the next steps. */
export async function reportRun(
  session: Session,
  units: readonly Unit[],
  plan: Plan,
  { report, types }: Checked,
): Promise<void> {
  const { place, given, project, cwd } = session;
  const bringsNode = (project?.withNode ?? null) !== null || findsNodePackage(place.root);
  const settled = report.json.status === 'done' || report.json.status === 'unchanged';
  const older = units.some(({ kind }) => kind === 'project') ? null : olderRuntime(session);
  if (older !== null) session.warnings.push(older.warning);
  const commands = project === null ? projectCommands(place.root, {}) : commandsOfProject(project);
  const steps = nextSteps({
    cwd,
    root: place.root,
    bringsNode,
    newPackages: given['install'] !== true && (place.settings === null || changesPackages(plan)),
    firstNode: await firstNode(session, units),
    upgrade: older?.command ?? null,
    commands,
  });
  const title = units.map(({ kind, name }) => (kind === 'project' ? `project ${name}` : name)).join(' and ');
  await printReport(report, {
    title,
    plan,
    types,
    next: settled ? steps : [],
    warnings: session.warnings,
    findings: session.findings,
    place: placeLine(session),
    dryRun: given['dry-run'] === true,
    diff: given['diff'] === true,
    json: given['json'] === true,
    quiet: given['quiet'] === true,
    seen: session.interactive && given['dry-run'] !== true && plan.changes.length > 0,
  });
}
