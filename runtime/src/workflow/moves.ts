import { OnexError } from '../errors/index.ts';
import { beginUndo, endUndo, failUndo, nextUndo, startUndo } from './compensation.ts';
import { giveUpLostSteps } from './contract-change.ts';
import { errorJson, stateOf, type Draft } from './draft.ts';
import { complete, endFailed, failWorkflow } from './outcome.ts';
import type { PlannedStep } from './plan.ts';
import type { Reply } from './reply.ts';
import { allowedMs, awaitedWithoutEnd, isFinished } from './state.ts';
import { failAttempt, startStep, takeResult, timeoutError } from './steps.ts';

/** One thing that happens to a workflow. Engines differ in what drives the moves, not in what they are. */
export type Move =
  | { readonly kind: 'reply'; readonly step: PlannedStep; readonly reply: Reply }
  /** A time-out of a step, or the end of the pause before its next attempt. */
  | { readonly kind: 'due'; readonly step: PlannedStep }
  /** The time-out of the whole workflow. */
  | { readonly kind: 'deadline' }
  /** The contract has no more what the workflow has begun. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'start'; readonly step: PlannedStep }
  | { readonly kind: 'stop' }
  | { readonly kind: 'undo'; readonly step: PlannedStep }
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
      return takeReply(draft, move.step, move.reply);
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
    case 'undone':
      return endFailed(draft);
  }
}

async function takeReply(draft: Draft, step: PlannedStep, { error, fields }: Reply): Promise<void> {
  const undo = stateOf(draft, step).status === 'compensating';
  if (error === null) {
    if (undo) endUndo(draft, step);
    else await takeResult(draft, step, fields);
  } else if (undo) failUndo(draft, step, error);
  else failAttempt(draft, step, error);
}

/** A move before this one may have ended the workflow or the step. */
async function takeTime(draft: Draft, step: PlannedStep): Promise<void> {
  const own = stateOf(draft, step);
  if (isFinished(draft.state) || own.dueAt === null || own.dueAt > draft.now) return;
  own.dueAt = null;
  const undo = own.status === 'compensating';
  if (own.waiting) return undo ? startUndo(draft, step) : startStep(draft, step);
  if (!undo) own.unanswered = true;
  (undo ? failUndo : failAttempt)(draft, step, timeoutError(draft, step));
}

/**
 * A move before this one may have ended the workflow. What goes on to be undone is not waited for without end: a command
 * that has no time-out of its own has once more as long as the workflow had.
 */
function takeDeadline(draft: Draft): void {
  const { plan, state, now } = draft;
  const allowed = allowedMs(state);
  if (state.status === 'running') {
    const message = `Workflow ${plan.name} took longer than ${allowed} ms.`;
    failWorkflow(draft, errorJson(draft, new OnexError('TIMEOUT_EXCEEDED', message)));
  }
  if (state.status !== 'compensating' || allowed === null) return;
  for (const step of awaitedWithoutEnd(state)) step.dueAt = now + allowed;
}

function nextMove(draft: Draft): Move | null {
  const { plan, state } = draft;
  if (state.status === 'compensating') {
    const step = nextUndo(draft);
    if (step === 'wait') return null;
    return step === null ? { kind: 'undone' } : { kind: 'undo', step };
  }
  if (state.status !== 'running') return null;
  const step = nextStep(draft);
  if (step !== undefined) return { kind: 'start', step };
  const open = plan.steps.some((one) => ['pending', 'running'].includes(stateOf(draft, one).status));
  return open ? null : { kind: 'stop' };
}

/** The first step that may start now. Steps that wait for a failed one are taken out of the way. */
function nextStep(draft: Draft): PlannedStep | undefined {
  const { plan } = draft;
  let running = 0;
  let next: PlannedStep | undefined;
  for (const step of plan.steps) {
    const own = stateOf(draft, step);
    if (own.status === 'running') running += 1;
    if (own.status !== 'pending') continue;
    const needed = step.dependsOn.map((id) => draft.state.steps[id]?.status);
    if (needed.some((status) => status === 'failed' || status === 'blocked')) own.status = 'blocked';
    else if (needed.every((status) => status === 'completed' || status === 'skipped')) next ??= step;
  }
  return running < plan.maxParallel ? next : undefined;
}
