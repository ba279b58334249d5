import { OnexError } from '../../errors/index.ts';
import { markUncompensated } from './compensation.ts';
import { errorJson, type Draft } from './draft.ts';
import { failWorkflow } from './outcome.ts';
import { isFinished } from '../state/index.ts';

/**
 * The workflow has begun steps that its contract no longer has. One that was renamed would be done twice, and one that
 * is gone can be neither awaited nor undone: the workflow fails, and what the contract still knows is undone.
 */
export function giveUpLostSteps(draft: Draft): void {
  const { plan, state, progress } = draft;
  const { lost } = progress;
  if (lost.length === 0 || isFinished(state)) return;
  const error = errorJson(
    draft,
    new OnexError(
      'INVALID_STATE',
      `Workflow ${state.workflowName} had started ${lost.join(', ')}, which its contract no longer has: ` +
        'wait until workflows have ended before you rename or remove a step.',
      { context: { steps: lost } },
    ),
  );
  if (state.status === 'compensating' || plan.recovery === 'compensate') {
    for (const id of lost) markUncompensated(draft, id, error);
  }
  if (state.status === 'running') failWorkflow(draft, error);
}
