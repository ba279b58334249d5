import { uuidv5 } from '../../../src/event-bus/index.ts';
import type { Message } from '../../../src/node/index.ts';
import type { WorkflowState, WorkflowStore } from '../../../src/workflow/index.ts';
import { stepKey } from '../../../src/workflow/engine/draft.ts';
import type { Plan } from '../../../src/workflow/definition/plan.ts';
import type { Effects } from './effects.ts';

/** What is left when a run has ended. */
export interface Outcome {
  readonly owner: string;
  readonly starts: readonly Message[];
  readonly store: WorkflowStore;
  readonly effects: Effects;
  /** Envelope ids of the results, by the start command that they answer. */
  readonly results: ReadonlyMap<string, ReadonlySet<string>>;
  /** Warnings and errors that were logged; null: a crash may have come before a line. */
  readonly told: readonly string[] | null;
  /** What the events of failed stages said, by workflow and step. */
  readonly failures: ReadonlyMap<string, string>;
  readonly plans: readonly [before: Plan, after: Plan];
}

/** Every sentence is a promise that was broken. */
export async function faultsOf(outcome: Outcome): Promise<readonly string[]> {
  const { owner, starts, store, results } = outcome;
  const faults: string[] = [];
  const listed = new Set(await store.listUncompensated(owner));
  for (const { envelope } of starts) {
    const id = envelope.envelope_id;
    const state = await store.load(uuidv5(id, owner), owner);
    const answers = results.get(id)?.size ?? 0;
    if (answers !== 1) faults.push(`start command ${id} has ${answers} different answers`);
    if (state === null) faults.push(`start command ${id} has no workflow`);
    else {
      if (listed.has(state.workflowId) !== state.uncompensated.length > 0) {
        faults.push(`the list of uncompensated workflows is wrong about ${state.workflowId}`);
      }
      for (const step of Object.keys(state.steps)) faults.push(...faultsOfStep(outcome, state, step));
    }
  }
  const all = starts.length * 8;
  if (outcome.effects.done.size > all) faults.push(`${outcome.effects.done.size} effects for ${all} steps`);
  const broken = (outcome.told ?? []).filter((line) => line.includes('cannot go on'));
  return [...faults, ...broken];
}

function faultsOfStep(
  { effects, told, failures, plans }: Outcome,
  state: WorkflowState,
  id: string,
): readonly string[] {
  const { workflowId, uncompensated } = state;
  const own = state.steps[id]!;
  const key = stepKey(state, id);
  const place = `step ${id} of ${state.workflowName} ${workflowId} (${state.status}, ${own.status}, ${own.effect})`;
  const isLive = effects.live.has(key);
  const isLogged = (text: string): boolean =>
    told === null || told.some((line) => line.startsWith(`${workflowId}/${id}: `) && line.includes(text));
  const isTold = (text: string): boolean => failures.get(`${workflowId}/${id}`)?.includes(text) === true;
  const faults: string[] = [];

  if ((effects.done.get(key) ?? 0) > 1) faults.push(`${place} was done more than once`);
  if (uncompensated.includes(id) !== (own.status === 'uncompensated')) {
    faults.push(`${place} is listed wrongly as uncompensated`);
  }
  if (own.status === 'uncompensated' && !isLogged('could not be undone')) {
    faults.push(`${place} is uncompensated, and nothing was logged`);
  }
  const isRemote = plans.some(({ byId }) => byId.get(id)?.code.command !== undefined);
  if (state.status === 'completed' && own.status === 'completed' && isRemote && !isLive) {
    faults.push(`${place} is completed, and its effect is not there`);
  }
  if (!isLive || (own.status === 'completed' && state.status === 'completed')) return faults;

  const [, after] = plans;
  const isUndone = after.recovery === 'compensate' && after.byId.get(id)?.compensation != null;
  if (isUndone) {
    if (own.status !== 'uncompensated') faults.push(`${place} has an effect that nobody undoes`);
  } else if (
    own.status !== 'completed' &&
    !uncompensated.includes(id) &&
    !isTold('remain') &&
    after.byId.has(id)
  ) {
    faults.push(`${place} has an effect that nobody reported`);
  }
  return faults;
}
