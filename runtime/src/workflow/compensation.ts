import type { OnexErrorJson } from '../errors/index.ts';
import { retryDelayMs } from '../node/retry.ts';
import { contextOf, errorJson, stateOf, type Draft } from './draft.ts';
import type { PlannedStep } from './plan.ts';
import { sendCommand } from './steps.ts';

/**
 * What is undone next, one at a time: steps that were given up without an answer, since they may have been done and
 * nothing was begun after them, then the last of the completed ones. `wait`: first what still runs has to end, since a
 * step that completes late has to be undone too. Null: everything is undone.
 */
export function nextUndo({ plan, state }: Draft): PlannedStep | 'wait' | null {
  const { steps, completed } = state;
  if (Object.values(steps).some(({ status }) => status === 'running' || status === 'compensating'))
    return 'wait';
  const unanswered = plan.steps.findLast((step) => {
    const own = steps[step.id];
    return own?.unanswered === true && ['failed', 'blocked'].includes(own.status) && isUndoable(step);
  });
  if (unanswered !== undefined) return unanswered;
  const undoable = completed
    .flatMap((id) => plan.byId.get(id) ?? [])
    .findLast((step) => steps[step.id]?.status === 'completed' && isUndoable(step));
  return undoable ?? null;
}

/** A step that was done here touched nothing outside. */
function isUndoable({ compensation, code }: PlannedStep): boolean {
  return compensation !== null && code.command !== undefined;
}

export async function beginUndo(draft: Draft, step: PlannedStep): Promise<void> {
  Object.assign(stateOf(draft, step), { status: 'compensating', attempt: 0 });
  await startUndo(draft, step);
}

export async function startUndo(draft: Draft, step: PlannedStep): Promise<void> {
  const own = stateOf(draft, step);
  own.attempt += 1;
  try {
    // A step being undone counts as completed to its own code, which needs the result, where there is one, to undo it.
    const context = { ...contextOf(draft, own.attempt, step) };
    const results = own.error === null ? { ...context.results, [step.id]: own.result } : context.results;
    const make = step.code.compensate ?? step.code.command;
    sendCommand(draft, step, (await make?.({ ...context, results })) ?? {}, true);
  } catch (error) {
    giveUpUndo(draft, step, errorJson(draft, error));
  }
}

export function endUndo(draft: Draft, step: PlannedStep): void {
  Object.assign(stateOf(draft, step), { status: 'compensated', dueAt: null, command: null });
}

export function failUndo(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  const own = stateOf(draft, step);
  if (own.attempt <= step.maxRetries) {
    Object.assign(own, { waiting: true, dueAt: draft.now + retryDelayMs(draft.plan.retry, own.attempt) });
    return;
  }
  giveUpUndo(draft, step, error);
}

function giveUpUndo(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  Object.assign(stateOf(draft, step), { status: 'uncompensated', error, dueAt: null, command: null });
}
