import { posix } from 'node:path';
import { UserError } from '../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { editedContracts, type ProjectContracts, type ProjectEdits } from '../../lib/project/index.ts';
import { reconcile, type AnyUnit, type Plan, type ReconcileOptions } from '../../lib/reconcile/index.ts';
import { projectNodes } from '../node/project-nodes.ts';
import { verifyUnit } from './plan.ts';
import { renamesOf } from './renames.ts';
import { upgradedNode } from './render-unit.ts';

export interface EditRequest {
  /** Absolute root of the project. */
  readonly root: string;
  /** The contracts as they are now. */
  readonly project: ProjectContracts;
  readonly edits: ProjectEdits;
  /** Files elsewhere that go with a removed node, by its name. */
  readonly beside: ReadonlyMap<string, readonly string[]>;
  readonly options: Pick<ReconcileOptions, 'basis' | 'onConflict' | 'resolve' | 'dryRun'>;
}

/** Whether a node is rendered from the contract of another one. A node that cannot be read is rendered from none. */
async function dependsOn(
  node: string,
  others: ReadonlySet<string>,
  project: ProjectContracts,
): Promise<boolean> {
  if (!(await project.text(node)).includes('workflow_coordination')) return false;
  try {
    const driven = await projectNodes(await project.contract(node), project);
    return driven.some(({ folder }) => others.has(posix.join(posix.dirname(node), folder)));
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Nodes that are rendered from the contract of one that is edited or removed, sorted. */
export async function dependentsOf(
  { nodes, removed }: ProjectEdits,
  project: ProjectContracts,
): Promise<readonly string[]> {
  const changed = new Set([...nodes.keys(), ...removed]);
  const found: string[] = [];
  for (const node of await project.names()) {
    if (!changed.has(node) && (await dependsOn(node, changed, project))) found.push(node);
  }
  return found;
}

async function* unitsOf({ root, project, edits, beside, options }: EditRequest): AsyncGenerator<AnyUnit> {
  const after = editedContracts(root, project, edits);
  for (const node of [...edits.removed].toSorted())
    yield { removed: true, root: `nodes/${node}`, beside: beside.get(node) ?? [] };
  const dependents = await dependentsOf(edits, project);
  for (const node of dependents) options.basis?.dependsOn(node);
  for (const node of [...edits.nodes.keys(), ...dependents].toSorted()) {
    const unit = await upgradedNode(root, node, { project: after, edits: edits.nodes.get(node) });
    if (unit) yield unit;
  }
}

/** Plans what some edits of contracts, and the removal of nodes, change in a project: these nodes and their dependents. */
export async function planEdits(request: EditRequest): Promise<Plan> {
  const { root, options } = request;
  return reconcile({
    root,
    units: unitsOf(request),
    options: {
      ...options,
      generatorVersion: GENERATOR_VERSION,
      renames: (unit) => renamesOf(unit),
      verify: (unit, last) => verifyUnit(unit, last, root),
    },
  });
}
