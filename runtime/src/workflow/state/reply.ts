import { findErrorCode, type OnexErrorJson } from '../../errors/index.ts';
import {
  causationId,
  isUuid,
  namedOperations,
  retryableOf,
  verdictByTopic,
  verdictOf,
  verdictOfAnswer,
  type Envelope,
  type Verdict,
} from '../../event-bus/index.ts';
import type { Message } from '../../node/messages/index.ts';
import { errorOfAnswer } from './answer-error.ts';
import type { Plan, PlannedStep } from '../definition/index.ts';
import type { SentCommand, StepState, WorkflowState } from './state.ts';

/** The answer of a step's node to a command. */
export interface Reply {
  readonly commandId: string;
  /** Null if the reply is a success. */
  readonly error: OnexErrorJson | null;
  /** Whether the sender of a failure states that another attempt may help. Null if it does not say. */
  readonly retryable?: boolean | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An event on a topic of the steps' nodes, with the operation that its sender names. */
export interface StepEvent {
  readonly topic: string;
  readonly operation: string | null;
  readonly payload: unknown;
  /** Whether the payload has no operation field of the sender. If absent, it has the form that runtime 0.1 stored. */
  readonly isStripped?: boolean;
  /** The verdict that the message states. Null: none. Absent: what the payload states. */
  readonly verdict?: Verdict | null;
}

/**
 * What a reply changes. `done-late`: the step had been given up, but its effect exists. `doubtful-late`: the step had
 * been given up, and its node stopped waiting for its own handler, so the effect may exist.
 */
export type Meaning = 'done' | 'done-late' | 'doubtful-late' | 'failed' | 'undone' | 'undo-failed';

/** Maximum number of topics that a step remembers: those of its last eight pairs. */
const MOST_TOPICS = 16;

/** Topics on which the steps' nodes answer. */
export function replyTopics(plan: Plan): ReadonlySet<string> {
  const remote = plan.steps.filter(({ code }) => code.command !== undefined);
  return new Set(remote.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]));
}

/**
 * The command that a message names as its cause. IDs are compared without regard to case. A cause that is not a UUID is
 * not a command of this runtime, and a store must not receive arbitrary text.
 */
export function commandIdOf(envelope: Envelope): string | null {
  const cause = causationId(envelope);
  return isUuid(cause) ? cause.toLowerCase() : null;
}

/**
 * Reads the operation outside the payload, otherwise in it, where runtime 0.1 wrote it. In the payload, it counts only
 * if a step asks for it, because in the answers of other nodes it is a field like any other.
 */
export function eventOf({ steps }: Plan, { topic, payload, envelope }: Message): StepEvent {
  const named = namedOperations(envelope);
  const verdict = verdictOfAnswer(envelope);
  if (named.length > 0) {
    const operation = named.find((name) => isAskedBy(steps, name)) ?? named[0] ?? null;
    return { topic, payload, operation, isStripped: true, verdict };
  }
  const body = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  const inPayload = body['operation'];
  if (!isAskedBy(steps, inPayload)) return { topic, payload, operation: null, isStripped: true, verdict };
  return { topic, payload: withoutOperation(body, steps), operation: inPayload, isStripped: true, verdict };
}

/**
 * The command that a reply answers: the one it names or, if its sender names none, the only one that is awaited on its
 * topic and asked for its operation. Null if it answers no command, or fits several.
 */
export function replyOf(plan: Plan, state: WorkflowState, message: Message): Reply | null {
  const event = eventOf(plan, message);
  const commandId = commandIdOf(message.envelope) ?? awaitedCommand(plan, state, event);
  const sent = commandId === null ? undefined : state.commands[commandId];
  const step = sent && plan.byId.get(sent.step);
  if (commandId === null || step === undefined || !answersOn(state, step, event.topic)) return null;
  return { commandId, ...failureIn(step, event, state.steps[step.id]) };
}

/**
 * The step that a late reply without a named command answers: the only one that was given up, whose effect may exist,
 * and that asked for this operation. Null if it fits no such step, or several.
 */
export function lateReplyOf(plan: Plan, state: WorkflowState, message: Message): Reply | null {
  if (commandIdOf(message.envelope) !== null) return null;
  const event = eventOf(plan, message);
  const steps = plan.steps.filter((step) => isLateFor(state, step, event));
  const [step] = steps;
  if (step === undefined || steps.length > 1) return null;
  const sent = Object.entries(state.commands).findLast(([, one]) => one.step === step.id && !one.undo);
  return sent === undefined ? null : { commandId: sent[0], ...failureIn(step, event, state.steps[step.id]) };
}

function isLateFor(state: WorkflowState, step: PlannedStep, event: StepEvent): boolean {
  const own = state.steps[step.id];
  if (own === undefined || own.effect === 'none' || own.effect === 'done') return false;
  if (!answersOn(state, step, event.topic)) return false;
  if (own.status === 'failed' || own.status === 'blocked')
    return operationFits(step.operation, event.operation);
  // The node was also asked to undo the step. Only a reply that names the step's operation is certainly about the step.
  const isUndoing = ['compensating', 'compensated', 'uncompensated'].includes(own.status);
  return isUndoing && event.operation === step.operation && step.operation !== step.compensation;
}

/** A node may still answer on the topics that the contract named when the command was sent. */
function answersOn(state: WorkflowState, step: PlannedStep, topic: string): boolean {
  return topicsFor(step, topic, state.steps[step.id]) !== undefined;
}

/**
 * The completed and the failed topic of a step to which a topic belongs: those of its commands, the latest first,
 * before those that the contract names now.
 */
function topicsFor(
  { completedTopic, failedTopic }: PlannedStep,
  topic: string,
  own: Readonly<Pick<StepState, 'replyTopics'>> | undefined,
): readonly [completed: string, failed: string] | undefined {
  const then = own?.replyTopics ?? [];
  for (let index = then.length - 2; index >= 0; index -= 2) {
    const [completed, failed] = [String(then[index]), String(then[index + 1])];
    if (topic === completed || topic === failed) return [completed, failed];
  }
  return topic === completedTopic || topic === failedTopic ? [completedTopic, failedTopic] : undefined;
}

/**
 * Topics on which a step is answered from now on. They include those of its earlier commands, which may be answered
 * late.
 */
export function withReplyTopics(
  { completedTopic, failedTopic }: PlannedStep,
  { replyTopics: then }: Readonly<Pick<StepState, 'replyTopics'>>,
): readonly string[] {
  const isLatest = then.at(-2) === completedTopic && then.at(-1) === failedTopic;
  return isLatest ? then : [...then, completedTopic, failedTopic].slice(-MOST_TOPICS);
}

function awaitedCommand(plan: Plan, state: WorkflowState, event: StepEvent): string | null {
  const candidates = plan.steps.flatMap((step) => {
    const own = state.steps[step.id];
    if (own?.command == null || !answersOn(state, step, event.topic)) return [];
    const asked = own.status === 'compensating' ? step.compensation : step.operation;
    return operationFits(asked, event.operation) ? [own.command.envelopeId] : [];
  });
  return (candidates.length === 1 ? candidates[0] : undefined) ?? null;
}

/** Whether an event, with or without a named operation, can answer a command, with or without one. */
export function operationFits(asked: string | null, named: string | null): boolean {
  return asked === null || named === null || asked === named;
}

/**
 * What a reply means for its step. Null if it means nothing, because it is late, or its attempt was given up long ago.
 */
export function meaningOf(own: Readonly<StepState>, sent: SentCommand, reply: Reply): Meaning | null {
  const isAwaited = own.command?.envelopeId === reply.commandId;
  const hasSucceeded = reply.error === null;
  if (sent.undo) {
    if (sent.round !== own.round) return null;
    if (own.status === 'compensating') return hasSucceeded ? 'undone' : isAwaited ? 'undo-failed' : null;
    return own.status === 'uncompensated' && hasSucceeded ? 'undone' : null;
  }
  switch (own.status) {
    case 'running':
      // A success counts for any attempt. A late failure does not concern the current attempt.
      return hasSucceeded ? 'done' : isAwaited ? 'failed' : null;
    case 'failed':
    case 'blocked':
    case 'compensating':
    case 'compensated':
    case 'uncompensated':
      if (own.effect === 'done') return null;
      if (reply.error === null) return 'done-late';
      return isInconclusive(reply.error) ? 'doubtful-late' : null;
    default:
      return null;
  }
}

/** A node that gave up on its own handler does not know whether the effect was done, or will be. */
export function isInconclusive({ error_code: code }: OnexErrorJson): boolean {
  return findErrorCode(code) === 'TIMEOUT_EXCEEDED';
}

/**
 * The outcome that an event states on a topic of a step or of its earlier commands. The message's own statement has
 * priority over its topic. A node with one topic for both outcomes reports a failure by the payload's `error`.
 */
export function failureIn(
  step: PlannedStep,
  event: StepEvent,
  own: Readonly<Pick<StepState, 'replyTopics'>> | undefined,
): Omit<Reply, 'commandId'> {
  const { topic, payload } = event;
  const body = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  const fields = event.isStripped === true ? body : withoutOperation(body, [step]);
  const [completedTopic, failedTopic] = topicsFor(step, topic, own) ?? [
    step.completedTopic,
    step.failedTopic,
  ];
  const stated = event.verdict === undefined ? verdictOf(body) : event.verdict;
  const ends = { completed: topic === completedTopic, failed: topic === failedTopic };
  const verdict = stated ?? verdictByTopic(body, ends);
  const error = verdict === 'failed' ? errorOfAnswer(step, body) : null;
  return { fields, error, retryable: error === null ? null : retryableOf(body) };
}

/** The payload without the operation that onex-runtime 0.1 wrote into it, if it is one that the steps ask for. */
function withoutOperation(
  body: Readonly<Record<string, unknown>>,
  steps: readonly PlannedStep[],
): Readonly<Record<string, unknown>> {
  const { operation, ...fields } = body;
  return isAskedBy(steps, operation) ? fields : body;
}

function isAskedBy(steps: readonly PlannedStep[], operation: unknown): operation is string {
  return (
    typeof operation === 'string' &&
    steps.some((step) => step.operation === operation || step.compensation === operation)
  );
}
