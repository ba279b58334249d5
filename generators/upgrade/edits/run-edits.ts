import { projectLinks } from '../../../lib/graph/index.ts';
import { editedContracts, type ProjectContracts, type ProjectEdits } from '../../../lib/project/index.ts';
import type { ProjectAnswers } from '../../../lib/render/index.ts';
import type { ConflictPolicy, Plan, RecordedState } from '../../../lib/reconcile/index.ts';
import { rememberingAnswers } from '../../node/commit/index.ts';
import type { Ask } from '../../node/prompts/index.ts';
import { asksAboutConflicts, type Session } from '../../node/session/index.ts';
import { finishPlan } from '../finish-plan.ts';
import { dependentsOf, planEdits } from './plan-edits.ts';

export interface EditRun {
  /** The contracts as they are now. */
  readonly project: ProjectContracts;
  readonly edits: ProjectEdits;
  /** What the report calls the run. */
  readonly title: string;
  readonly ask: Ask;
  /** Files elsewhere that go with a removed node, by its name. */
  readonly beside?: ReadonlyMap<string, readonly string[]>;
  /** The answers of the project, where the run changes them. */
  readonly answers?: ProjectAnswers | null;
  /** Records of nodes that were already read. */
  readonly recorded?: ReadonlyMap<string, RecordedState>;
  /** Called with the plan before anybody is asked; throws to refuse it. */
  check?(plan: Plan): void;
}

/** Applies edits of contracts and removals of nodes: plans, asks, writes all or nothing, and reports. */
export async function runEdits(
  session: Session,
  { project, edits, title, ask, check, beside, answers, recorded }: EditRun,
): Promise<void> {
  const { given, place, basis } = session;
  for (const { contracts } of edits.nodes.values())
    for (const { findings } of contracts.values()) session.findings.push(...findings);
  const policy = given['on-conflict'] as ConflictPolicy | undefined;
  const asks = asksAboutConflicts(session);
  const plan = await planEdits({
    root: place.root,
    project,
    edits,
    beside: beside ?? new Map(),
    answers: answers ?? null,
    recorded,
    options: {
      basis,
      onConflict: policy ?? 'fail',
      ...(asks ? { resolve: rememberingAnswers(ask) } : {}),
      dryRun: given['dry-run'] === true,
    },
  });
  check?.(plan);
  const after = editedContracts(place.root, project, edits);
  const changed = [...edits.nodes.keys(), ...(await dependentsOf(edits, project))];
  await finishPlan(session, plan, ask, {
    title,
    records: removedRecords(edits),
    links: () => projectLinks(after, changed),
  });
}

/** Nodes and versions whose records go; their folders may have been deleted by hand. Null: none. */
export function removedRecords({ nodes, removed }: ProjectEdits): string | null {
  const versions = [...nodes].flatMap(([node, own]) =>
    [...own.versions].map((folder) => `nodes/${node}/${folder}`),
  );
  const all = [...[...removed].map((node) => `nodes/${node}`), ...versions];
  return all.length === 0 ? null : all.join(', ');
}
