import { UserError } from '../../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import {
  reconcile,
  withGitAttributes,
  type AnyUnit,
  type Plan,
  type ReconcileOptions,
  type RecordedState,
  type RenderedUnit,
} from '../../../lib/reconcile/index.ts';
import type { ProjectAnswers } from '../../../lib/render/index.ts';
import type { ProjectContracts, ProjectEdits } from '../../../lib/project/index.ts';
import { staysSound, verifyUnits } from '../../../lib/verify/index.ts';
import type { Progress } from '../../../lib/report/index.ts';
import { boundMemory } from './bound-memory.ts';
import { renamesOf } from './renames.ts';
import { upgradedNode, upgradedProject } from './render-unit.ts';
import type { Scope } from '../scope.ts';

/** From here on, memory is scarcer than time. */
const MANY_NODES = 250;

export interface UpgradeRequest {
  /** Absolute root of the project. */
  readonly root: string;
  readonly project: ProjectAnswers;
  readonly scope: Scope;
  /** As they are after the edits. */
  readonly contracts: ProjectContracts;
  /** What else the run changes; null: nothing. */
  readonly edits: ProjectEdits | null;
  readonly options: Pick<ReconcileOptions, 'basis' | 'onConflict' | 'resolve' | 'restore' | 'dryRun'>;
  readonly progress: Progress;
}

async function* unitsOf({
  root,
  project,
  scope,
  contracts,
  edits,
  options,
  progress,
}: UpgradeRequest): AsyncGenerator<AnyUnit> {
  if (scope.project) {
    yield upgradedProject(project);
  }
  const evenIfUnchanged = (options.restore ?? []).length > 0;
  const removed = edits?.removed ?? new Set();
  for (const node of removed) yield { removed: true, root: `nodes/${node}` };
  const nodes = new Set([...scope.nodes, ...(edits?.nodes.keys() ?? [])]);
  for (const node of [...nodes].filter((name) => !removed.has(name)).toSorted()) {
    const unit = await upgradedNode(root, node, {
      evenIfUnchanged,
      project: contracts,
      restore: options.restore,
      edits: edits?.nodes.get(node),
    });
    progress.advance(node);
    if (unit) yield unit;
  }
}

/** @throws UserError with a line for each fault of a unit that was rendered. */
async function verifyUnit(
  unit: RenderedUnit,
  { manifest, textOf }: RecordedState,
  root: string,
): Promise<void> {
  const paths = manifest?.files.map(({ path }) => path) ?? [];
  if (await staysSound(unit, { paths, textOf })) return;
  const faults = await verifyUnits([unit], root);
  const lines = faults.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
  if (lines.length > 0) throw new UserError('ERR_ONEX_VERIFICATION', lines.join('\n'));
}

/** Plans what some units change in a project. Each unit that is rendered is verified. */
export function planUnits(
  root: string,
  units: AsyncIterable<AnyUnit>,
  options: Omit<ReconcileOptions, 'generatorVersion' | 'renames' | 'verify'>,
): Promise<Plan> {
  return reconcile({
    root,
    units,
    options: {
      ...options,
      generatorVersion: GENERATOR_VERSION,
      renames: (unit) => renamesOf(unit),
      verify: (unit, last) => verifyUnit(unit, last, root),
    },
  });
}

/** Plans the upgrade of a project, or of a part of it, to this generator's templates and runtime. */
export async function planUpgrade(request: UpgradeRequest): Promise<Plan> {
  const { root, options } = request;
  if (request.scope.nodes.length > MANY_NODES) boundMemory();
  try {
    const plan = await planUnits(root, unitsOf(request), options);
    return withGitAttributes(plan, { always: request.scope.project });
  } finally {
    request.progress.clear();
  }
}
