import type { Output } from '../../node/messages/index.ts';
import type { Plan } from '../definition/index.ts';
import type { WorkflowState } from '../state/index.ts';

/** Topics on which replies to commands are awaited. */
export function topicsAwaited({ steps }: WorkflowState): readonly string[] {
  return Object.values(steps).flatMap(({ command, replyTopics }) => (command === null ? [] : replyTopics));
}

/** Whether the workflow has a step that its contract no longer has. */
export function hasForeignStep(plan: Plan, { steps }: WorkflowState): boolean {
  return Object.keys(steps).some((id) => !plan.byId.has(id));
}

/** Commands that were sent and have no reply yet. */
export function awaited(plan: Plan, { steps }: WorkflowState): readonly Output[] {
  return Object.entries(steps).flatMap(([id, { command, waiting }]) =>
    command === null || waiting || !plan.byId.has(id) ? [] : [command],
  );
}
