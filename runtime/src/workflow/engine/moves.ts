import { OnexError, type OnexErrorJson } from '../../errors/index.ts';
import {
  beginUndo,
  endUndo,
  failUndo,
  giveUpUndo,
  nextUndo,
  startUndo,
  takeLate,
  undoAgain,
  markUncompensated,
} from './compensation.ts';
import { errorJson, setStep, stateOf, type Draft } from './draft.ts';
import { earlyEventFor, forgetEarly } from './early-events.ts';
import { complete, endFailed, failWorkflow, refuseResult } from './outcome.ts';
import type { PlannedStep } from '../definition/index.ts';
import { type Meaning, type Reply, allowedMs, isFinished } from '../state/index.ts';
import { refuseCommand, startStep, takeFailure, takeResult, takeTimeout, timeoutError } from './steps.ts';

/** One thing that happens to a workflow. Engines differ in how they run moves, not in the moves themselves. */
export type Move =
  | { readonly kind: 'reply'; readonly step: PlannedStep; readonly reply: Reply; readonly meaning: Meaning }
  /** An event that came before its step. */
  | { readonly kind: 'early'; readonly step: PlannedStep; readonly id: string; readonly reply: Reply }
  /** A timeout of a step, or the end of the pause before its next attempt. */
  | { readonly kind: 'due'; readonly step: PlannedStep }
  /** The timeout of the whole workflow. */
  | { readonly kind: 'deadline' }
  /** The contract no longer has steps that the workflow has begun. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'start'; readonly step: PlannedStep }
  | { readonly kind: 'stop' }
  | { readonly kind: 'undo'; readonly step: PlannedStep }
  /** The bus permanently refuses the step's command, for example because of its size. */
  | { readonly kind: 'refused-command'; readonly step: PlannedStep; readonly error: OnexErrorJson }
  /** The bus permanently refuses the result of the workflow. */
  | { readonly kind: 'refused-result'; readonly error: OnexErrorJson }
  /** An operator asks to undo a step that could not be undone before. */
  | { readonly kind: 'again'; readonly step: PlannedStep }
  | { readonly kind: 'undone' };

/** The moves of a turn: the first one, then all that follow, until only replies or time can advance the workflow. */
export function* movesOf(draft: Draft, first: readonly Move[] = []): Generator<Move, undefined> {
  yield* first;
  for (;;) {
    const move = nextMove(draft);
    if (move === null) return;
    yield move;
  }
}

/** Makes a move: runs the code of the step that it is about, and adds the result to the draft. */
export async function makeMove(draft: Draft, move: Move): Promise<void> {
  switch (move.kind) {
    case 'reply':
      return takeReply(draft, move.step, move.reply, move.meaning);
    case 'early':
      forgetEarly(draft, move.id);
      return takeReply(draft, move.step, move.reply, move.reply.error === null ? 'done' : 'failed');
    case 'due':
      return takeTime(draft, move.step);
    case 'deadline':
      return takeDeadline(draft);
    case 'lost':
      return giveUpLostSteps(draft);
    case 'start':
      return startStep(draft, move.step);
    case 'stop':
      return complete(draft);
    case 'undo':
      return beginUndo(draft, move.step);
    case 'refused-command':
      return takeRefusal(draft, move.step, move.error);
    case 'refused-result':
      return refuseResult(draft, move.error);
    case 'again':
      return undoAgain(draft, move.step);
    case 'undone':
      return endFailed(draft);
  }
}

async function takeReply(draft: Draft, step: PlannedStep, reply: Reply, meaning: Meaning): Promise<void> {
  const { error, fields, retryable = null } = reply;
  switch (meaning) {
    case 'done':
      return takeResult(draft, step, fields);
    case 'done-late':
      return takeLate(draft, step, fields);
    case 'doubtful-late':
      return takeLate(draft, step, null);
    case 'undone':
      return endUndo(draft, step);
    case 'failed':
      return error === null ? undefined : takeFailure(draft, step, error, retryable);
    case 'undo-failed':
      return error === null ? undefined : failUndo(draft, step, error, { isTimeout: false, retryable });
  }
}

function takeRefusal(draft: Draft, step: PlannedStep, error: OnexErrorJson): void {
  if (stateOf(draft, step).status === 'compensating') giveUpUndo(draft, step, error);
  else refuseCommand(draft, step, error);
}

/** An earlier move may have ended the workflow or the step. */
async function takeTime(draft: Draft, step: PlannedStep): Promise<void> {
  const { dueAt, status, waiting } = stateOf(draft, step);
  if (isFinished(draft.state) || dueAt === null || dueAt > draft.now) return;
  setStep(draft, step, { dueAt: null });
  const undo = status === 'compensating';
  if (waiting) return undo ? startUndo(draft, step) : startStep(draft, step);
  if (undo) failUndo(draft, step, timeoutError(draft, step), { isTimeout: true, retryable: null });
  else takeTimeout(draft, step);
}

/**
 * An earlier move may have ended the workflow. Undoing must not wait forever: a command without its own timeout gets
 * the time limit of the whole workflow once more.
 */
function takeDeadline(draft: Draft): void {
  const { plan, state, now } = draft;
  const allowed = allowedMs(state);
  if (state.status === 'running') {
    const message = `Workflow ${plan.name} took longer than ${allowed} ms.`;
    failWorkflow(draft, errorJson(draft, new OnexError('TIMEOUT_EXCEEDED', message)));
  }
  if (state.status !== 'compensating' || allowed === null) return;
  for (const id of awaitedWithoutEnd(draft)) setStep(draft, { id }, { dueAt: now + allowed });
}

/** Steps that have sent a command without a timeout. */
function awaitedWithoutEnd({ progress, state }: Draft): readonly string[] {
  return [...progress.active].filter((id) => {
    const own = state.steps[id];
    return own !== undefined && own.command !== null && own.dueAt === null;
  });
}

/** When the workflow is next due. */
export function nextDue(draft: Draft): number | null {
  const { state, progress } = draft;
  if (isFinished(state)) return null;
  let due = Infinity;
  for (const id of progress.active) due = Math.min(due, state.steps[id]?.dueAt ?? Infinity);
  const isBounded = state.status === 'running' || awaitedWithoutEnd(draft).length > 0;
  if (isBounded) due = Math.min(due, state.deadline ?? Infinity);
  return due === Infinity ? null : due;
}

function nextMove(draft: Draft): Move | null {
  const { state, progress } = draft;
  if (state.status === 'compensating') {
    const step = nextUndo(draft);
    if (step === 'wait') return null;
    return step === null ? { kind: 'undone' } : { kind: 'undo', step };
  }
  if (state.status !== 'running') return null;
  const early = earlyEventFor(draft);
  if (early !== null) return { kind: 'early', ...early };
  const step = nextStep(draft);
  if (step !== undefined) return { kind: 'start', step };
  return progress.pending + progress.running > 0 ? null : { kind: 'stop' };
}

/** The first step that may start now. Steps that depend on a failed one, directly or indirectly, are blocked. */
function nextStep(draft: Draft): PlannedStep | undefined {
  const { plan, state, progress } = draft;
  for (const step of progress.takeUnchecked()) {
    const needed = step.dependsOn.map((id) => state.steps[id]?.status);
    if (needed.some((status) => status === 'failed' || status === 'blocked')) {
      setStep(draft, step, { status: 'blocked' });
    } else if (needed.every((status) => status === 'completed' || status === 'skipped')) {
      progress.addReady(step);
    }
  }
  return progress.running < plan.maxParallel ? progress.firstReady() : undefined;
}

/**
 * The workflow has begun steps that its contract no longer has. A renamed step would be done twice, and a removed one
 * can be neither awaited nor undone. So the workflow fails, and the steps that the contract still has are undone.
 */
function giveUpLostSteps(draft: Draft): void {
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
