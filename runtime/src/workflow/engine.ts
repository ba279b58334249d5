import { OnexError, type OnexErrorJson } from '../errors/index.ts';
import type { Envelope } from '../event-bus/index.ts';
import type { Output } from '../node/message.ts';
import { endUndo, failUndo, proceedCompensation, startUndo } from './compensation.ts';
import { draftOf, emitEvent, errorJson, stateOf, type Draft } from './draft.ts';
import { complete, failWorkflow } from './outcome.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { failAttempt, startStep, takeResult, timeoutError } from './steps.ts';
import { isFinished, nextDue, STATE_SCHEMA, type StepState, type WorkflowState } from './state.ts';

/** What a turn of the engine gives: the state to save, then the outputs to publish. */
export interface Turn {
  readonly state: WorkflowState;
  readonly outputs: readonly Output[];
}

export interface Start {
  readonly workflowId: string;
  readonly envelope: Envelope;
  readonly operation: string;
  readonly input: unknown;
}

export interface Reply {
  readonly commandId: string;
  /** Null where the reply is a completed event. */
  readonly error: OnexErrorJson | null;
  /** The payload without `operation`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Begins a workflow. */
export async function begin(plan: Plan, start: Start, now: number): Promise<Turn> {
  const untouched: StepState = {
    status: 'pending',
    attempt: 0,
    waiting: false,
    dueAt: null,
    startedAt: null,
    command: null,
    result: null,
    error: null,
  };
  const state: WorkflowState = {
    schema: STATE_SCHEMA,
    workflowId: start.workflowId,
    workflowName: plan.name,
    node: plan.node,
    operation: start.operation,
    start: { ...start.envelope, payload: null },
    input: start.input,
    status: 'running',
    startedAt: now,
    deadline: plan.timeoutMs === null ? null : now + plan.timeoutMs,
    finishedAt: null,
    steps: Object.fromEntries(plan.steps.map(({ id }) => [id, { ...untouched }])),
    completed: [],
    commands: {},
    error: null,
    answers: {},
    unsent: [],
    unsentAt: now,
    version: 0,
  };
  const draft = draftOf(plan, state, now);
  emitEvent(draft, 'workflow-started');
  return proceed(draft);
}

/** Takes the reply to a command; null when it changes nothing (late, or the failure of an attempt long given up). */
export async function takeReply(
  plan: Plan,
  state: WorkflowState,
  { commandId, error, fields }: Reply,
  now: number,
): Promise<Turn | null> {
  const sent = state.commands[commandId];
  const step = sent && plan.byId.get(sent.step);
  if (sent === undefined || step === undefined || isFinished(state)) return null;
  const draft = draftOf(plan, state, now);
  const own = stateOf(draft, step);
  if (own.status !== (sent.undo ? 'compensating' : 'running')) return null;
  // A late success counts whichever attempt it is of; a late failure says nothing about the present attempt.
  if (error !== null && (sent.attempt !== own.attempt || own.waiting)) return null;
  if (error === null) {
    if (sent.undo) endUndo(draft, step);
    else await takeResult(draft, step, fields);
  } else if (sent.undo) failUndo(draft, step, error);
  else failAttempt(draft, step, error);
  return proceed(draft);
}

/** Does what is due by now: time-outs and next attempts; null when nothing is. */
export async function tick(plan: Plan, state: WorkflowState, now: number): Promise<Turn | null> {
  const due = nextDue(state);
  if (due === null || due > now) return null;
  const draft = draftOf(plan, state, now);
  if (draft.state.status === 'running' && (state.deadline ?? Infinity) <= now) {
    const message = `Workflow ${plan.name} took longer than ${plan.timeoutMs} ms.`;
    failWorkflow(draft, errorJson(draft, new OnexError('TIMEOUT_EXCEEDED', message)));
  }
  for (const step of plan.steps) {
    const own = stateOf(draft, step);
    if (isFinished(draft.state) || own.dueAt === null || own.dueAt > now) continue;
    own.dueAt = null;
    await (own.status === 'compensating' ? tickUndo(draft, step, own) : tickStep(draft, step, own));
  }
  return proceed(draft);
}

async function tickStep(draft: Draft, step: PlannedStep, own: StepState): Promise<void> {
  if (own.waiting) await startStep(draft, step);
  else failAttempt(draft, step, timeoutError(draft, step));
}

async function tickUndo(draft: Draft, step: PlannedStep, own: StepState): Promise<void> {
  if (own.waiting) await startUndo(draft, step);
  else failUndo(draft, step, timeoutError(draft, step));
}

/** Starts whatever can start, until only replies or time can move the workflow. */
async function proceed(draft: Draft): Promise<Turn> {
  const { plan, state } = draft;
  while (state.status === 'running') {
    const next = nextStep(draft);
    if (next !== undefined) {
      await startStep(draft, next);
      continue;
    }
    if (plan.steps.some((step) => ['pending', 'running'].includes(stateOf(draft, step).status))) break;
    await complete(draft);
  }
  if (state.status === 'compensating') await proceedCompensation(draft);
  return { state, outputs: draft.outputs };
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
