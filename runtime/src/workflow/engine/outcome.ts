import type { OnexErrorJson } from '../../errors/index.ts';
import { DEEPEST_PAYLOAD } from '../../event-bus/wire/index.ts';
import { failedPayload } from '../../node/messages/index.ts';
import { parseOutput } from '../../node/operations/index.ts';
import { beginningOf, jsonText } from '../../values/index.ts';
import { emitEvent, errorJson, outputIdOf, setStep, type Draft } from './draft.ts';
import type { StepState, WorkflowState } from '../state/index.ts';
import { callCode } from './step-code.ts';
import { errorWithEffect, isUndone } from './steps.ts';

/** The workflow can no longer succeed. It ends now, or after the completed steps have been undone. */
export function failWorkflow(draft: Draft, error: OnexErrorJson): void {
  const { state, plan } = draft;
  state.error = error;
  if (plan.recovery !== 'compensate') {
    endFailed(draft);
    return;
  }
  state.status = 'compensating';
  for (const [id, { status, waiting }] of Object.entries(state.steps)) {
    if (status === 'pending' || (status === 'running' && waiting)) block(draft, id);
  }
}

/** Every step has ended. The workflow's own code computes the result. */
export async function complete(draft: Draft): Promise<void> {
  const { plan, state, now } = draft;
  let result: object;
  try {
    const code = plan.workflow.stop.bind(plan.workflow);
    const stop = await callCode(draft, { step: null, name: 'stop', attempt: 1, code });
    result = parseOutput(plan.workflow.output, stop.result, `workflow ${plan.name}`) as object;
    jsonText(result, `The result of workflow ${plan.name}`, DEEPEST_PAYLOAD);
  } catch (error) {
    failWorkflow(draft, errorJson(draft, error));
    return;
  }
  state.status = 'completed';
  state.finishedAt = now;
  emitEvent(draft, 'workflow-completed', { durationMs: now - state.startedAt });
  answer(draft, plan.topics.completed(state.operation), 'completed', result);
  draft.reports.push({ kind: 'ended' });
  reportUnconsumed(draft);
}

/** Envelope ID of the answer to the start command. */
export function resultId(state: WorkflowState, status: string): string {
  return outputIdOf(state, 'result', status);
}

/** Envelope IDs of outputs that must not be published if the bus has refused this one. */
export function withdrawnWith(state: WorkflowState, envelopeId: string): readonly string[] {
  return envelopeId === resultId(state, 'completed')
    ? [outputIdOf(state, 'event', 'workflow-completed', '')]
    : [];
}

/** The bus refuses the answer. A completed workflow fails, and a failed one publishes a shortened error. */
export function refuseResult(draft: Draft, error: OnexErrorJson): void {
  const { state, plan } = draft;
  if (state.status === 'completed') {
    state.status = 'running';
    state.finishedAt = null;
    failWorkflow(draft, error);
    return;
  }
  const cause = state.error as OnexErrorJson;
  const short = { ...cause, message: beginningOf(cause.message, SHORT), context: {} };
  answer(draft, plan.topics.failed(state.operation), 'failed-shortly', failedPayload(short));
}

/** Maximum number of characters of the message in a failed event that replaces one that the bus refuses. */
const SHORT = 200;

/**
 * Everything that can be undone is undone. A workflow that was answered before, and only undid a late step, publishes
 * nothing.
 */
export function endFailed(draft: Draft): void {
  const { plan, state, now } = draft;
  state.status = 'failed';
  if (state.finishedAt !== null) return;
  state.finishedAt = now;
  for (const [id, { status }] of Object.entries(state.steps)) {
    if (status !== 'pending' && status !== 'running') continue;
    block(draft, id);
  }
  const left = state.uncompensated;
  const cause = state.error as OnexErrorJson;
  const error =
    left.length === 0 ? cause : { ...cause, context: { ...cause.context, uncompensated: [...left] } };
  emitEvent(draft, 'workflow-failed', { durationMs: now - state.startedAt, error });
  answer(draft, plan.topics.failed(state.operation), 'failed', failedPayload(error));
  draft.reports.push({ kind: 'ended' });
  reportUnconsumed(draft);
}

function block(draft: Draft, id: string): void {
  setStep(draft, { id }, { status: 'blocked', waiting: false, dueAt: null, command: null });
  tellDoubtful(draft, id);
}

/**
 * A step that was interrupted after a timeout may have been done. A step whose answer may still arrive is reported when
 * it does.
 */
function tellDoubtful(draft: Draft, id: string): void {
  const step = draft.plan.byId.get(id);
  const { effect, error } = draft.state.steps[id] as StepState;
  if (step === undefined || effect !== 'doubtful' || isUndone(draft, step)) return;
  const cause = error ?? (draft.state.error as OnexErrorJson);
  emitEvent(draft, 'stage-failed', { stage: step, error: errorWithEffect(draft, step, cause) });
}

/** The node's own result event: the answer to the start command, whichever message ended the workflow. */
function answer({ plan, state, outputs }: Draft, topic: string, kind: string, payload: object): void {
  outputs.push({
    kind: 'event',
    topic,
    payload,
    payloadType: kind === 'completed' ? plan.topics.outputType(state.operation) : null,
    operation: state.operation,
    verdict: kind === 'completed' ? 'succeeded' : 'failed',
    envelopeId: outputIdOf(state, 'result', kind),
    causationId: state.start.envelope_id,
  });
}

function reportUnconsumed({ state, reports }: Draft): void {
  const topics = Object.values(state.early).map(({ topic }) => topic);
  if (topics.length > 0) reports.push({ kind: 'unconsumed', topics });
}
