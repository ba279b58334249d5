import type { OnexErrorJson } from '../errors/index.ts';
import { parseOutput } from '../node/validation.ts';
import { jsonText } from '../values/index.ts';
import { contextOf, emitEvent, errorJson, outputIdOf, type Draft } from './draft.ts';

/** The workflow cannot succeed any more: it ends now, or after what was done has been undone. */
export function failWorkflow(draft: Draft, error: OnexErrorJson): void {
  const { state, plan } = draft;
  state.error = error;
  if (plan.recovery !== 'compensate') {
    endFailed(draft);
    return;
  }
  state.status = 'compensating';
  for (const step of Object.values(state.steps)) {
    if (step.status === 'pending' || (step.status === 'running' && step.waiting)) {
      Object.assign(step, { status: 'blocked', waiting: false, dueAt: null, command: null });
    }
  }
}

/** Every step has ended: the workflow's own code says what came of it. */
export async function complete(draft: Draft): Promise<void> {
  const { plan, state, now } = draft;
  let result: object;
  try {
    const stop = await plan.workflow.stop(contextOf(draft, 1, null));
    result = parseOutput(plan.workflow.output, stop.result, `workflow ${plan.name}`) as object;
    jsonText(result, `The result of workflow ${plan.name}`);
  } catch (error) {
    failWorkflow(draft, errorJson(draft, error));
    return;
  }
  state.status = 'completed';
  state.finishedAt = now;
  emitEvent(draft, 'workflow-completed', { durationMs: now - state.startedAt });
  answer(draft, plan.topics.completed(state.operation), 'completed', result);
}

export function endFailed(draft: Draft): void {
  const { plan, state, now } = draft;
  state.status = 'failed';
  state.finishedAt = now;
  for (const step of Object.values(state.steps)) {
    if (step.status === 'pending' || step.status === 'running') {
      Object.assign(step, { status: 'blocked', waiting: false, dueAt: null, command: null });
    }
  }
  const left = Object.entries(state.steps).filter(([, { status }]) => status === 'uncompensated');
  const cause = state.error as OnexErrorJson;
  const error =
    left.length === 0
      ? cause
      : { ...cause, context: { ...cause.context, uncompensated: left.map(([id]) => id) } };
  emitEvent(draft, 'workflow-failed', { durationMs: now - state.startedAt, error });
  answer(draft, plan.topics.failed(state.operation), 'failed', { error });
}

/** The node's own result event: the answer to the start command, whatever message ended the workflow. */
function answer({ state, outputs }: Draft, topic: string, kind: string, fields: object): void {
  outputs.push({
    kind: 'event',
    topic,
    payload: { ...fields, operation: state.operation },
    envelopeId: outputIdOf(state, 'result', kind),
    causationId: state.start.envelope_id,
  });
}
