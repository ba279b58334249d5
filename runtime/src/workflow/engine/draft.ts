import type { WorkflowEvent } from '../../contract/model.ts';
import { uuidv5 } from '../../event-bus/index.ts';
import { DEEPEST_PAYLOAD } from '../../event-bus/wire/index.ts';
import { toOnexError, type OnexErrorJson } from '../../errors/index.ts';
import { publishableError, type Output } from '../../node/messages/index.ts';
import { deepFreeze, jsonText } from '../../values/index.ts';
import { type Plan, type PlannedStep, StartEvent, type Context } from '../definition/index.ts';
import { progressOf, type Progress } from './progress.ts';
import type { Report } from './report.ts';
import { partName, type StepState, type WorkflowState } from '../state/index.ts';

/** One turn of the engine: the state, which the turn changes in place, and the outputs to publish for it. */
export interface Draft {
  readonly plan: Plan;
  readonly state: WorkflowState;
  readonly progress: Progress;
  readonly outputs: Output[];
  readonly reports: Report[];
  /** Names of the parts of the state that the turn has changed. */
  readonly changed: Set<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function draftOf(plan: Plan, state: WorkflowState, now: number): Draft {
  const changed = new Set<string>();
  const progress = progressOf(plan, state, (id) => changed.add(partName('step', id)));
  return { plan, state, progress, outputs: [], reports: [], changed, now };
}

export function stateOf(
  { state }: Pick<Draft, 'state'>,
  { id }: { readonly id: string },
): Readonly<StepState> {
  return state.steps[id] as StepState;
}

/** The only way to change a step. It also updates derived data and the list of what to save. */
export function setStep(draft: Draft, { id }: { readonly id: string }, changes: Partial<StepState>): void {
  const own = draft.state.steps[id] as StepState;
  const before = own.status;
  Object.assign(own, changes);
  draft.changed.add(partName('step', id));
  draft.progress.follow(id, before, own);
}

/**
 * What a step's code sees, or the workflow's `stop` if there is no step. It is frozen, because step code must not
 * change the state.
 */
export function contextOf({ state, progress }: Draft, attempt: number, step: PlannedStep | null): Context {
  return Object.freeze({
    start: Object.freeze(new StartEvent(deepFreeze(state.input))),
    get results() {
      return progress.results;
    },
    get errors() {
      return progress.errors;
    },
    operation: state.operation,
    workflowId: state.workflowId,
    correlationId: state.start.correlation_id,
    attempt,
    idempotencyKey: step === null ? state.workflowId : stepKey(state, step.id),
  });
}

/**
 * Deterministic: the same message of the same workflow has the same ID before and after a restart. The parts are
 * encoded without loss, because the IDs of steps may contain any character.
 */
export function outputIdOf({ workflowId }: WorkflowState, ...parts: readonly (string | number)[]): string {
  return uuidv5(workflowId, JSON.stringify(parts));
}

/** Idempotency key of a step's effect, the same for all attempts. */
export function stepKey(state: WorkflowState, stepId: string): string {
  return outputIdOf(state, 'effect', stepId);
}

/** Idempotency key of undoing a step, the same for all attempts of a round. */
export function undoKey(state: WorkflowState, stepId: string, round: number): string {
  return outputIdOf(state, 'undo', stepId, round);
}

interface EventFields {
  readonly stage?: PlannedStep;
  readonly durationMs?: number;
  readonly error?: OnexErrorJson;
  /** Distinguishes events of one name about one stage. */
  readonly occasion?: string;
}

/** Adds one of the six workflow events (`wire.md` 6). `stage_index` counts from 0. */
export function emitEvent(draft: Draft, event: WorkflowEvent, fields: EventFields = {}): void {
  const { plan, state, now } = draft;
  const { stage, durationMs, error, occasion } = fields;
  draft.outputs.push({
    kind: 'event',
    topic: plan.eventTopics[event],
    envelopeId: outputIdOf(
      state,
      'event',
      event,
      stage?.id ?? '',
      ...(occasion === undefined ? [] : [occasion]),
    ),
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

/**
 * A value as every store returns it, so code sees the same before and after a restart.
 * @throws OnexError PROCESSING_ERROR for a value that JSON cannot hold, or that is nested too deeply for a message.
 */
export function asStored(value: unknown, what: string): unknown {
  return JSON.parse(jsonText(value ?? null, what, DEEPEST_PAYLOAD)) as unknown;
}

export function errorJson({ state }: Pick<Draft, 'state'>, error: unknown): OnexErrorJson {
  const { correlation_id } = state.start;
  return { ...publishableError(toOnexError(error, 'PROCESSING_ERROR').toJSON()), correlation_id };
}
