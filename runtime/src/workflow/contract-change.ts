import { OnexError } from '../errors/index.ts';
import { errorJson, type Draft } from './draft.ts';
import { failWorkflow } from './outcome.ts';
import type { Plan } from './plan.ts';
import { isFinished, type StepState, type WorkflowState } from './state.ts';

/**
 * Steps that a workflow has begun and its contract has no more. One that never began is left out of account; one that
 * was renamed would be done twice, and one that is gone can be neither awaited nor undone.
 */
export function lostSteps(plan: Plan, state: WorkflowState): readonly string[] {
  if (isFinished(state)) return [];
  const sent = new Set(Object.values(state.commands).map(({ step }) => step));
  const isBegun = (id: string, { status }: StepState): boolean =>
    status === 'running' || status === 'compensating' || (status === 'completed' && sent.has(id));
  return Object.entries(state.steps)
    .filter(([id, own]) => !plan.byId.has(id) && isBegun(id, own))
    .map(([id]) => id);
}

/** The workflow cannot go on without its lost steps: it fails, and what the contract still knows is undone. */
export function giveUpLostSteps(draft: Draft): void {
  const { plan, state } = draft;
  const lost = lostSteps(plan, state);
  if (lost.length === 0) return;
  const error = errorJson(
    draft,
    new OnexError(
      'INVALID_STATE',
      `Workflow ${state.workflowName} had begun ${lost.join(', ')}, which its contract no longer has: ` +
        'let workflows end before a step is renamed or taken out.',
      { context: { steps: lost } },
    ),
  );
  if (state.status === 'compensating' || plan.recovery === 'compensate') {
    for (const id of lost) {
      const ended = { status: 'uncompensated', waiting: false, dueAt: null, command: null, error };
      Object.assign(state.steps[id] as StepState, ended);
    }
  }
  if (state.status === 'running') failWorkflow(draft, error);
}
