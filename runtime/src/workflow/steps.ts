import { OnexError, type OnexErrorJson } from '../errors/index.ts';
import { isRetriedCode, retryDelayMs } from '../node/retry.ts';
import { jsonText } from '../values/index.ts';
import {
  contextOf,
  emitEvent,
  errorJson,
  outputIdOf,
  stateOf,
  stepKey,
  undoKey,
  type Draft,
} from './draft.ts';
import { failWorkflow } from './outcome.ts';
import type { PlannedStep } from './plan.ts';
import { allowedMs } from './state.ts';

/** Begins a step: its command is sent, or it is done here and now. */
export async function startStep(draft: Draft, step: PlannedStep): Promise<void> {
  const own = stateOf(draft, step);
  if (own.attempt === 0) {
    try {
      if (step.code.when !== undefined && !(await step.code.when(contextOf(draft, 1, step)))) {
        own.status = 'skipped';
        return;
      }
    } catch (error) {
      return failStep(draft, step, errorJson(draft, error));
    }
    own.startedAt = draft.now;
    emitEvent(draft, 'stage-started', { stage: step });
  }
  own.status = 'running';
  own.attempt += 1;
  own.waiting = false;
  try {
    if (step.code.run !== undefined) {
      await completeStep(draft, step, await step.code.run(contextOf(draft, own.attempt, step)));
      return;
    }
    const payload = await step.code.command?.(contextOf(draft, own.attempt, step));
    sendCommand(draft, step, payload ?? {}, false);
  } catch (error) {
    // The code is pure: trying it again would say the same.
    failStep(draft, step, errorJson(draft, error));
  }
}

/**
 * Sends the step's command, or the one that undoes it, and starts its time-out.
 * @throws OnexError PROCESSING_ERROR when the payload is no JSON: nothing was sent then.
 */
export function sendCommand(draft: Draft, step: PlannedStep, payload: object, undo: boolean): void {
  const own = stateOf(draft, step);
  const { attempt } = own;
  jsonText(payload, `The command of step ${step.id}`);
  const operation = undo ? step.compensation : step.operation;
  const envelopeId = outputIdOf(draft.state, undo ? 'undo-command' : 'command', step.id, attempt);
  const key = stepKey(draft.state, step.id);
  const limit = step.timeoutMs ?? (undo ? allowedMs(draft.state) : null);
  own.waiting = false;
  own.dueAt = limit === null ? null : draft.now + limit;
  own.command = {
    kind: 'command',
    topic: step.commandTopic,
    payload: operation === null ? payload : { ...payload, operation },
    envelopeId,
    ...(undo ? { idempotencyKey: undoKey(draft.state, step.id), compensates: key } : { idempotencyKey: key }),
  };
  draft.state.commands[envelopeId] = { step: step.id, attempt, undo };
  draft.outputs.push(own.command);
}

/** The reply has come: its payload becomes the step's result. */
export async function takeResult(
  draft: Draft,
  step: PlannedStep,
  reply: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    const { attempt } = stateOf(draft, step);
    const result = step.code.completed
      ? await step.code.completed(contextOf(draft, attempt, step), reply)
      : reply;
    await completeStep(draft, step, result);
  } catch (error) {
    failStep(draft, step, errorJson(draft, error));
  }
}

async function completeStep(draft: Draft, step: PlannedStep, result: unknown): Promise<void> {
  const own = stateOf(draft, step);
  jsonText(result, `The result of step ${step.id}`);
  Object.assign(own, {
    status: 'completed',
    result: result ?? null,
    dueAt: null,
    command: null,
    error: null,
  });
  draft.state.completed.push(step.id);
  emitEvent(draft, 'stage-completed', { stage: step, durationMs: draft.now - (own.startedAt ?? draft.now) });
}

/** An attempt failed: another one follows after a pause, or the step has failed. */
export function failAttempt(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  const own = stateOf(draft, step);
  const { retry } = draft.plan;
  if (
    draft.state.status === 'running' &&
    own.attempt <= step.maxRetries &&
    isRetriedCode(retry, error.error_code)
  ) {
    Object.assign(own, { waiting: true, dueAt: draft.now + retryDelayMs(retry, own.attempt), error });
    return;
  }
  failStep(draft, step, error);
}

function failStep(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  const own = stateOf(draft, step);
  Object.assign(own, { status: 'failed', error, dueAt: null, command: null, waiting: false });
  emitEvent(draft, 'stage-failed', {
    stage: step,
    durationMs: draft.now - (own.startedAt ?? draft.now),
    error,
  });
  if (draft.state.status === 'running' && draft.plan.recovery !== 'continue') failWorkflow(draft, error);
}

export function timeoutError(draft: Draft, step: PlannedStep): OnexErrorJson {
  const limit = step.timeoutMs === null ? 'by the end of its workflow' : `within ${step.timeoutMs} ms`;
  return errorJson(
    draft,
    new OnexError('TIMEOUT_EXCEEDED', `Step ${step.id} had no reply ${limit}.`, {
      context: { step: step.id, node: step.node },
    }),
  );
}
