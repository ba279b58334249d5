import { OnexError, type OnexErrorJson } from '../../errors/index.ts';
import { emitEvent, errorJson, setStep, stateOf, type Draft } from './draft.ts';
import type { PlannedStep } from '../definition/index.ts';
import type { StepState } from '../state/index.ts';
import { callCode } from './step-code.ts';
import { errorWithEffect, isUndone, pauseMs, resend, resultOf, sendCommand } from './steps.ts';

/**
 * The next step to undo, one at a time: first the steps that were given up and may have been done, because nothing was
 * begun after them, then the last of the completed ones. `wait`: running steps have to end first, because a step that
 * completes late has to be undone too. Null: everything is undone.
 */
export function nextUndo(draft: Draft): PlannedStep | 'wait' | null {
  const { plan, progress } = draft;
  if (progress.active.size > 0) return 'wait';
  const abandoned = plan.steps.findLast((step) => isUndone(draft, step) && isAbandoned(stateOf(draft, step)));
  if (abandoned !== undefined) return abandoned;
  let last: PlannedStep | null = null;
  let order = 0;
  for (const step of plan.steps) {
    const own = stateOf(draft, step);
    if (own.status !== 'completed' || (own.order ?? 0) <= order || !isUndone(draft, step)) continue;
    last = step;
    order = own.order ?? 0;
  }
  return last;
}

/** Whether a step that did not complete may have had its effect anyway. */
export function isAbandoned({ status, effect }: Readonly<StepState>): boolean {
  return (status === 'failed' || status === 'blocked') && effect !== 'none';
}

export async function beginUndo(draft: Draft, step: PlannedStep): Promise<void> {
  setStep(draft, step, { status: 'compensating', attempt: 0, command: null, waiting: false, dueAt: null });
  await startUndo(draft, step);
}

/** Begins the next attempt at undoing a step. */
export async function startUndo(draft: Draft, step: PlannedStep): Promise<void> {
  const { attempt: before, command, hasResult, result } = stateOf(draft, step);
  const attempt = before + 1;
  setStep(draft, step, { attempt, waiting: false });
  if (command !== null) return resend(draft, step);
  try {
    const make = step.code.compensate ?? step.code.command ?? (() => ({}));
    const payload = await callCode(draft, {
      step,
      name: 'compensate',
      attempt,
      // A step that is being undone sees its own result, if there is one.
      code: (context) => {
        const results = hasResult
          ? Object.freeze({ ...context.results, [step.id]: result })
          : context.results;
        return make(Object.freeze({ ...context, results }));
      },
    });
    sendCommand(draft, step, payload, true);
  } catch (error) {
    giveUpUndo(draft, step, errorJson(draft, error));
  }
}

export function endUndo(draft: Draft, step: PlannedStep): void {
  const { state, reports } = draft;
  setStep(draft, step, { status: 'compensated', dueAt: null, command: null, waiting: false });
  if (!state.uncompensated.includes(step.id)) return;
  state.uncompensated = state.uncompensated.filter((id) => id !== step.id);
  reports.push({ kind: 'compensated', step: step.id });
}

/**
 * An attempt to undo a step failed. After a timeout, the same command is sent again. After a failed reply, a new one is
 * sent.
 */
export function failUndo(
  draft: Draft,
  step: PlannedStep,
  error: OnexErrorJson,
  { isTimeout, retryable }: { readonly isTimeout: boolean; readonly retryable: boolean | null },
): void {
  const { attempt } = stateOf(draft, step);
  if (!isTimeout) setStep(draft, step, { command: null });
  if (attempt > step.maxRetries || retryable === false) return giveUpUndo(draft, step, error);
  setStep(draft, step, { waiting: true, dueAt: draft.now + pauseMs(draft, attempt) });
}

/** No more attempts are made. The step is logged, published as an event, and listed until it is undone. */
export function giveUpUndo(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  const { round } = stateOf(draft, step);
  setStep(draft, step, { error });
  markUncompensated(draft, step.id, error);
  const context = { ...error.context, step: step.id, uncompensated: true };
  emitEvent(draft, 'stage-failed', { stage: step, error: { ...error, context }, occasion: `undo/${round}` });
}

/** Also for a step that the contract no longer has. */
export function markUncompensated(draft: Draft, id: string, error: OnexErrorJson): void {
  const { state, reports } = draft;
  setStep(draft, { id }, { status: 'uncompensated', dueAt: null, command: null, waiting: false, error });
  if (!state.uncompensated.includes(id)) state.uncompensated = [...state.uncompensated, id];
  reports.push({ kind: 'uncompensated', step: id, error });
}

/**
 * A step that was given up was done after all, or may have been. The workflow undoes it, even if the workflow has
 * ended, and even if the step was undone before, because that undo may have come before the effect.
 * @param reply Null if the node does not know either.
 */
export async function takeLate(
  draft: Draft,
  step: PlannedStep,
  reply: Readonly<Record<string, unknown>> | null,
): Promise<void> {
  setStep(draft, step, { effect: reply === null ? 'doubtful' : 'done' });
  try {
    if (reply !== null) setStep(draft, step, { result: await resultOf(draft, step, reply), hasResult: true });
  } catch {
    // The step is undone without its result, by the key of its effect.
  }
  if (!isUndone(draft, step)) return tellLate(draft, step);
  const { status } = stateOf(draft, step);
  if (status === 'failed' || status === 'blocked') reopen(draft);
  else await undoAgain(draft, step);
}

/** The contract does not undo the effect. Its existence is reported once it is known. */
function tellLate(draft: Draft, step: PlannedStep): void {
  const message = `Step ${step.id} completed after it was abandoned.`;
  const cause = stateOf(draft, step).error ?? errorJson(draft, new OnexError('TIMEOUT_EXCEEDED', message));
  const error = errorWithEffect(draft, step, cause);
  emitEvent(draft, 'stage-failed', { stage: step, error, occasion: `late ${stateOf(draft, step).effect}` });
}

/**
 * Undoes a step again, with a new key, because the earlier command may have been answered when there was nothing to
 * undo.
 */
export async function undoAgain(draft: Draft, step: PlannedStep): Promise<void> {
  const { status, round } = stateOf(draft, step);
  setStep(draft, step, { round: round + 1 });
  if (status === 'compensating') return beginUndo(draft, step);
  setStep(draft, step, { status: 'failed', order: null, dueAt: null, command: null });
  reopen(draft);
}

function reopen({ state }: Draft): void {
  if (state.status === 'failed') state.status = 'compensating';
}
