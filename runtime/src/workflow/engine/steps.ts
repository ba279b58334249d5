import { classNameOf } from '../../contract/read/sections/index.ts';
import { OnexError, type OnexErrorJson } from '../../errors/index.ts';
import { payloadKey } from '../../event-bus/wire/index.ts';
import { isRetriedCode, retryDelayMs } from '../../node/policies/index.ts';
import {
  asStored,
  emitEvent,
  errorJson,
  outputIdOf,
  setStep,
  stateOf,
  stepKey,
  undoKey,
  type Draft,
} from './draft.ts';
import { failWorkflow } from './outcome.ts';
import type { PlannedStep } from '../definition/index.ts';
import {
  isInconclusive,
  withReplyTopics,
  partName,
  allowedMs,
  type Effect,
  type WorkflowState,
} from '../state/index.ts';
import { callCode } from './step-code.ts';

/** Begins a step or its next attempt: sends a command, or runs the step in the orchestrator. */
export async function startStep(draft: Draft, step: PlannedStep): Promise<void> {
  const { attempt: before, command } = stateOf(draft, step);
  const { when, run } = step.code;
  const attempt = before + 1;
  if (step.forOperations.length > 0 && !step.forOperations.includes(draft.state.operation)) {
    setStep(draft, step, { status: 'skipped' });
    return;
  }
  if (before === 0) {
    try {
      if (when !== undefined && !(await callCode(draft, { step, name: 'when', attempt: 1, code: when }))) {
        setStep(draft, step, { status: 'skipped' });
        return;
      }
    } catch (error) {
      return failStep(draft, step, errorJson(draft, error));
    }
    setStep(draft, step, { startedAt: draft.now });
    emitEvent(draft, 'stage-started', { stage: step });
  }
  setStep(draft, step, { status: 'running', attempt, waiting: false });
  if (command !== null) return resend(draft, step);
  try {
    if (run !== undefined) {
      const result = await callCode(draft, { step, name: 'run', attempt, code: run });
      completeStep(draft, step, asStored(result, `The result of step ${step.id}`));
      return;
    }
    const make = step.code.command ?? (() => ({}));
    sendCommand(draft, step, await callCode(draft, { step, name: 'command', attempt, code: make }), false);
  } catch (error) {
    // The code is pure, so another attempt would return the same.
    failStep(draft, step, errorJson(draft, error));
  }
}

/**
 * Sends the step's command, or the one that undoes it, and starts its timeout.
 * @throws OnexError PROCESSING_ERROR if the payload is not JSON; nothing was sent then.
 */
export function sendCommand(draft: Draft, step: PlannedStep, payload: object, undo: boolean): void {
  const { state, now } = draft;
  const own = stateOf(draft, step);
  const { attempt, round, effect } = own;
  const fields = asStored(payload, `The command of step ${step.id}`) as object;
  const operation = undo ? step.compensation : step.operation;
  const envelopeId = undo
    ? outputIdOf(state, 'undo-command', step.id, round, attempt)
    : commandId(state, step, attempt);
  const key = stepKey(state, step.id);
  const partition = undo ? partitionOf(draft, step) : (payloadKey(fields) ?? state.start.correlation_id);
  const command = {
    kind: 'command' as const,
    topic: step.commandTopic,
    ...(partition !== undefined && { key: partition }),
    payload: fields,
    operation,
    payloadType: payloadTypeOf(step, undo),
    envelopeId,
    ...(undo
      ? { idempotencyKey: undoKey(state, step.id, round), compensates: key }
      : { idempotencyKey: key }),
  };
  setStep(draft, step, {
    command,
    waiting: false,
    dueAt: dueAfter(draft, step, undo, now),
    replyTopics: withReplyTopics(step, own),
    ...(!undo && effect === 'none' && { effect: 'sent' as const }),
  });
  state.commands[envelopeId] = {
    step: step.id,
    attempt,
    undo,
    round,
    ...(partition !== undefined && { partition }),
  };
  draft.changed.add(partName('command', envelopeId));
  draft.outputs.push(command);
}

/**
 * The class of a command's payload: the one that the step's code names, otherwise the one beside its topic. Null if
 * unknown.
 */
function payloadTypeOf({ code, commandModel }: PlannedStep, undo: boolean): string | null {
  const { command, compensate } = code.payloadTypes ?? {};
  if (undo) return compensate ?? null;
  return command ?? classNameOf(commandModel === null ? null : { name: commandModel });
}

/**
 * The partition key of the step's first command, because a command and its undo must not overtake each other. Undefined
 * if a release that stored no partition keys sent it.
 */
function partitionOf({ state }: Draft, step: PlannedStep): string | undefined {
  return state.commands[commandId(state, step, 1)]?.partition;
}

/** The envelope id of the step's command in an attempt. */
function commandId(state: WorkflowState, { id }: PlannedStep, attempt: number): string {
  return outputIdOf(state, 'command', id, attempt);
}

/**
 * Sends the unanswered command of a step again, with the same envelope ID. A node that has done it answers again, one
 * that is doing it answers once, and one that never received it does it now.
 */
export function resend(draft: Draft, step: PlannedStep): void {
  const { command, status } = stateOf(draft, step);
  if (command === null) return;
  const undo = status === 'compensating';
  setStep(draft, step, { waiting: false, dueAt: dueAfter(draft, step, undo, draft.now) });
  draft.outputs.push(command);
}

function dueAfter({ state }: Draft, { timeoutMs }: PlannedStep, undo: boolean, now: number): number | null {
  const limit = timeoutMs ?? (undo ? allowedMs(state) : null);
  return limit === null ? null : now + limit;
}

/** The reply has come, and its payload becomes the step's result. An error here occurs after the effect was done. */
export async function takeResult(
  draft: Draft,
  step: PlannedStep,
  reply: Readonly<Record<string, unknown>>,
): Promise<void> {
  setStep(draft, step, { effect: 'done' });
  try {
    completeStep(draft, step, await resultOf(draft, step, reply));
  } catch (error) {
    failStep(draft, step, errorJson(draft, error));
  }
}

/**
 * Whether the contract undoes the step when its workflow fails. A step that ran in the orchestrator had no effect
 * outside.
 */
export function isUndone({ plan }: Pick<Draft, 'plan'>, { compensation, code }: PlannedStep): boolean {
  return plan.recovery === 'compensate' && compensation !== null && code.command !== undefined;
}

/** The result that the step's code derives from a reply. */
export async function resultOf(
  draft: Draft,
  step: PlannedStep,
  reply: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { completed } = step.code;
  if (completed === undefined) return asStored(reply, `The reply to step ${step.id}`);
  const { attempt } = stateOf(draft, step);
  const code = (context: Parameters<typeof completed>[0]): unknown => completed(context, reply);
  return asStored(
    await callCode<unknown>(draft, { step, name: 'completed', attempt, code }),
    `The result of step ${step.id}`,
  );
}

function completeStep(draft: Draft, step: PlannedStep, result: unknown): void {
  const { state, now } = draft;
  const { startedAt } = stateOf(draft, step);
  state.completions += 1;
  setStep(draft, step, {
    status: 'completed',
    waiting: false,
    result,
    hasResult: true,
    dueAt: null,
    command: null,
    error: null,
    order: state.completions,
  });
  emitEvent(draft, 'stage-completed', { stage: step, durationMs: now - (startedAt ?? now) });
}

/** The node answered an attempt with a failure. Another attempt, with a new envelope ID, follows after a pause. */
export function takeFailure(
  draft: Draft,
  step: PlannedStep,
  error: OnexErrorJson,
  retryable: boolean | null,
): void {
  const { effect } = stateOf(draft, step);
  const after: Effect = effect !== 'sent' ? effect : isInconclusive(error) ? 'doubtful' : 'none';
  setStep(draft, step, { command: null, effect: after });
  failAttempt(draft, step, error, retryable);
}

/** There was no answer in time. The same command is sent again after a pause, or the step has failed. */
export function takeTimeout(draft: Draft, step: PlannedStep): void {
  setStep(draft, step, { effect: 'doubtful' });
  failAttempt(draft, step, timeoutError(draft, step), null);
}

/** The node's statement about another attempt has priority over the contract's list of errors. */
function failAttempt(draft: Draft, step: PlannedStep, error: OnexErrorJson, retryable: boolean | null): void {
  const { attempt } = stateOf(draft, step);
  const { plan, state, now } = draft;
  const isRetried =
    state.status === 'running' &&
    attempt <= step.maxRetries &&
    (retryable ?? isRetriedCode(plan.retry, error.error_code));
  if (!isRetried) return failStep(draft, step, error);
  setStep(draft, step, { waiting: true, dueAt: now + pauseMs(draft, attempt), error });
}

/** Whole milliseconds, because a due time is an integer in every store. */
export function pauseMs({ plan }: Draft, attempt: number): number {
  return Math.ceil(retryDelayMs(plan.retry, attempt));
}

/** The bus refuses the step's command, so its node never gets it. Another attempt would be refused too. */
export function refuseCommand(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  const { effect } = stateOf(draft, step);
  setStep(draft, step, { effect: effect === 'sent' ? 'none' : effect });
  failStep(draft, step, error);
}

function failStep(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  const { plan, state, now } = draft;
  const { startedAt } = stateOf(draft, step);
  setStep(draft, step, { status: 'failed', error, dueAt: null, command: null, waiting: false });
  const told = errorWithEffect(draft, step, error);
  emitEvent(draft, 'stage-failed', { stage: step, durationMs: now - (startedAt ?? now), error: told });
  if (state.status === 'running' && plan.recovery !== 'continue') failWorkflow(draft, error);
}

/**
 * The error of a step that was given up. If its effect exists, or may exist, and the contract does not undo it, the
 * turn reports it, and the context of the error states it.
 */
export function errorWithEffect(draft: Draft, step: PlannedStep, error: OnexErrorJson): OnexErrorJson {
  const { effect } = stateOf(draft, step);
  if (effect === 'none' || isUndone(draft, step)) return error;
  const isDoubtful = effect !== 'done';
  draft.reports.push({ kind: 'kept', step: step.id, isDoubtful });
  return { ...error, context: { ...error.context, effect: isDoubtful ? 'may remain' : 'remains' } };
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
