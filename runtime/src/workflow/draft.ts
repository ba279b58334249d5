import type { WorkflowEvent } from '../contract/model.ts';
import { uuidv5 } from '../event-bus/index.ts';
import { toOnexError, type OnexErrorJson } from '../errors/index.ts';
import type { Output } from '../node/message.ts';
import { deepFreeze, isJson } from '../values/index.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { UNTOUCHED, type StepState, type WorkflowState } from './state.ts';
import { StartEvent, type Context } from './workflow.ts';

/** One turn of the engine: a copy of the state that is worked on, and what is to be published for it. */
export interface Draft {
  readonly plan: Plan;
  readonly state: WorkflowState;
  readonly outputs: Output[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Steps that the contract has gained since the state was saved have yet to begin. */
export function draftOf(plan: Plan, state: WorkflowState, now: number): Draft {
  const copy = structuredClone(state);
  for (const { id } of plan.steps) copy.steps[id] ??= { ...UNTOUCHED };
  return { plan, state: copy, outputs: [], now };
}

export function stateOf({ state }: Draft, { id }: PlannedStep): StepState {
  return state.steps[id] as StepState;
}

/** What a step's code (or, without a step, the workflow's `stop`) sees. It is frozen: step code cannot change the state. */
export function contextOf({ state }: Draft, attempt: number, step: PlannedStep | null): Context {
  const steps = Object.entries(state.steps);
  return deepFreeze({
    start: Object.freeze(new StartEvent(deepFreeze(state.input))),
    results: Object.fromEntries(
      steps.filter(([, { status }]) => status === 'completed').map(([id, { result }]) => [id, result]),
    ),
    errors: Object.fromEntries(steps.flatMap(([id, { error }]) => (error === null ? [] : [[id, error]]))),
    workflowId: state.workflowId,
    correlationId: state.start.correlation_id,
    attempt,
    idempotencyKey: step === null ? state.workflowId : stepKey(state, step.id),
  });
}

/**
 * Deterministic: the same workflow gives the same message the same id, before and after a restart. The parts are
 * encoded without loss, because the ids of steps may contain any character.
 */
export function outputIdOf({ workflowId }: WorkflowState, ...parts: readonly (string | number)[]): string {
  return uuidv5(workflowId, JSON.stringify(parts));
}

/** Idempotency key of a step's effect, the same for all attempts. */
export function stepKey(state: WorkflowState, stepId: string): string {
  return outputIdOf(state, 'effect', stepId);
}

/** Idempotency key of undoing a step, the same for all attempts. */
export function undoKey(state: WorkflowState, stepId: string): string {
  return outputIdOf(state, 'undo', stepId);
}

interface EventFields {
  readonly stage?: PlannedStep;
  readonly durationMs?: number;
  readonly error?: OnexErrorJson;
}

/** Adds one of the six workflow events (`wire.md` 6). `stage_index` counts from 0. */
export function emitEvent(draft: Draft, event: WorkflowEvent, fields: EventFields = {}): void {
  const { plan, state, now } = draft;
  const { stage, durationMs, error } = fields;
  draft.outputs.push({
    kind: 'event',
    topic: plan.eventTopics[event],
    envelopeId: outputIdOf(state, 'event', event, stage?.id ?? ''),
    payload: {
      workflow_id: state.workflowId,
      workflow_name: state.workflowName,
      correlation_id: state.start.correlation_id,
      ...(stage && { stage: stage.id, stage_index: stage.index, stages_total: plan.steps.length }),
      ...(durationMs !== undefined && { duration_ms: durationMs }),
      ...(error && { error }),
      timestamp: new Date(now).toISOString(),
    },
  });
}

export function errorJson({ state }: Draft, error: unknown): OnexErrorJson {
  const { correlation_id } = state.start;
  const json = toOnexError(error, 'PROCESSING_ERROR').toJSON();
  // The error's own words count more than a context that could not be kept beside them.
  return { ...json, context: isJson(json.context) ? json.context : {}, correlation_id };
}
