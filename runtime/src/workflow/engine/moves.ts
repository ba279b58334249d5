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

/** One thing that happens to a workflow. Engines differ in what drives the moves, not in what they are. */
export type Move =
  | { readonly kind: 'reply'; readonly step: PlannedStep; readonly reply: Reply; readonly meaning: Meaning }
  /** An event that came before its step. */
  | { readonly kind: 'early'; readonly step: PlannedStep; readonly id: string; readonly reply: Reply }
  /** A timeout of a step, or the end of the pause before its next attempt. */
  | { readonly kind: 'due'; readonly step: PlannedStep }
  /** The timeout of the whole workflow. */
  | { readonly kind: 'deadline' }
  /** The contract has no more what the workflow has begun. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'start'; readonly step: PlannedStep }
  | { readonly kind: 'stop' }
  | { readonly kind: 'undo'; readonly step: PlannedStep }
  /** The bus refuses the step's command for good, such as for its size. */
  | { readonly kind: 'refused-command'; readonly step: PlannedStep; readonly error: OnexErrorJson }
  /** The bus refuses the result of the workflow for good. */
  | { readonly kind: 'refused-result'; readonly error: OnexErrorJson }
  /** An operator asks that a step is undone which could not be undone before. */
  | { readonly kind: 'again'; readonly step: PlannedStep }
  | { readonly kind: 'undone' };

/** The moves of a turn: what set it off, then all that follows, until only replies or time can move the workflow. */
export function* movesOf(draft: Draft, first: readonly Move[] = []): Generator<Move, undefined> {
  yield* first;
  for (;;) {
    const move = nextMove(draft);
    if (move === null) return;
    yield move;
  }
}

/** Makes a move: runs the code of the step it is about, and puts what comes of it into the draft. */
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

/** A move before this one may have ended the workflow or the step. */
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
 * A move before this one may have ended the workflow. What goes on to be undone is not waited for without end: a command
 * that has no timeout of its own has once more as long as the workflow had.
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

/** When the workflow next needs a look. */
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

/** The first step that may start now. Steps that wait for a failed one, near or far, are taken out of the way. */
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
 * The workflow has begun steps that its contract no longer has. One that was renamed would be done twice, and one that
 * is gone can be neither awaited nor undone: the workflow fails, and what the contract still knows is undone.
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
