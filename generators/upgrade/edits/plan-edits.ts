import { UserError } from '../../../lib/errors/index.ts';
import { editedContracts, type ProjectContracts, type ProjectEdits } from '../../../lib/project/index.ts';
import {
  withGitAttributes,
  type AnyUnit,
  type Plan,
  type ReconcileOptions,
  type RecordedState,
  type UnitInput,
} from '../../../lib/reconcile/index.ts';
import type { ProjectAnswers } from '../../../lib/render/index.ts';
import { withDependents } from '../scope.ts';
import { planUnits, upgradedNode, upgradedProject } from '../plan/index.ts';

export interface EditRequest {
  /** Absolute root of the project. */
  readonly root: string;
  /** The contracts as they are now. */
  readonly project: ProjectContracts;
  readonly edits: ProjectEdits;
  /** Records of nodes that were already read. */
  readonly recorded?: ReadonlyMap<string, RecordedState> | undefined;
  /** Files elsewhere that go with a removed node, by its name. */
  readonly beside: ReadonlyMap<string, readonly string[]>;
  /** The answers of the project, where the run changes them; null: the files of the project stay as they are. */
  readonly answers: ProjectAnswers | null;
  readonly options: Pick<ReconcileOptions, 'basis' | 'onConflict' | 'resolve' | 'dryRun'>;
}

/** Nodes that are rendered from the contract of one that is edited or removed, sorted. */
export async function dependentsOf(
  { nodes, removed }: ProjectEdits,
  project: ProjectContracts,
): Promise<readonly string[]> {
  const changed = new Set([...nodes.keys(), ...removed]);
  const all = await withDependents({ project: false, nodes: [...changed] }, project);
  return all.nodes.filter((node) => !changed.has(node));
}

/** @throws UserError for a node whose edit would be lost, because it is rendered from a contract that cannot be read */
function refuseUnrendered(unit: UnitInput | null, node: string, edits: ProjectEdits): void {
  if (!edits.nodes.has(node) || (unit !== null && !('recorded' in unit))) return;
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    `${node} cannot be rendered, because a contract that it depends on cannot be read; see onex status`,
    {
      exitCode: 2,
    },
  );
}

async function* unitsOf(request: EditRequest): AsyncGenerator<AnyUnit> {
  const { root, project, edits, beside, answers, options } = request;
  if (answers !== null) yield upgradedProject(answers);
  const after = editedContracts(root, project, edits);
  for (const node of [...edits.removed].toSorted())
    yield { removed: true, root: `nodes/${node}`, beside: beside.get(node) ?? [] };
  const dependents = await dependentsOf(edits, project);
  for (const node of dependents) options.basis?.dependsOn(node);
  for (const node of [...edits.nodes.keys(), ...dependents].toSorted()) {
    const recorded = request.recorded?.get(node);
    const unit = await upgradedNode(root, node, {
      project: after,
      edits: edits.nodes.get(node),
      ...(recorded && { recorded }),
    });
    refuseUnrendered(unit, node, edits);
    if (unit) yield unit;
  }
}

/** Plans what some edits of contracts, and the removal of nodes, change in a project: these nodes and their dependents. */
export async function planEdits(request: EditRequest): Promise<Plan> {
  return withGitAttributes(await planUnits(request.root, unitsOf(request), request.options));
}
