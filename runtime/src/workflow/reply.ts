import { OnexError, type OnexErrorJson } from '../errors/index.ts';
import { causationId, isUuid, type Envelope } from '../event-bus/index.ts';
import { isJson } from '../values/index.ts';
import type { Message } from '../node/message.ts';
import type { Plan, PlannedStep } from './plan.ts';
import type { WorkflowState } from './state.ts';

/** What a step's node answered to a command. */
export interface Reply {
  readonly commandId: string;
  /** Null where the reply is a completed event. */
  readonly error: OnexErrorJson | null;
  /** The payload without `operation`. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Topics on which the steps' nodes answer. */
export function replyTopics(plan: Plan): ReadonlySet<string> {
  const remote = plan.steps.filter(({ code }) => code.command !== undefined);
  return new Set(remote.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic]));
}

/** The command that a message names as its cause; a cause that is no UUID is none of ours, and no store takes any text. */
export function commandIdOf(envelope: Envelope): string | null {
  const cause = causationId(envelope);
  return isUuid(cause) ? cause : null;
}

/** The reply in a message, for the command it names or, where its sender names none, the running step of its topic. */
export function replyOf(plan: Plan, state: WorkflowState, message: Message): Reply | null {
  const { payload, envelope, topic } = message;
  const commandId = commandIdOf(envelope) ?? runningCommand(plan, state, topic);
  const sent = commandId === null ? undefined : state.commands[commandId];
  const step = sent && plan.byId.get(sent.step);
  if (commandId === null || step === undefined || ![step.completedTopic, step.failedTopic].includes(topic)) {
    return null;
  }
  const body = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  const { operation: _, ...fields } = body;
  return { commandId, fields, error: failureIn(step, topic, fields['error']) };
}

function runningCommand(plan: Plan, state: WorkflowState, topic: string): string | null {
  const step = plan.steps.find(
    ({ id, completedTopic, failedTopic }) =>
      ['running', 'compensating'].includes(state.steps[id]?.status ?? '') &&
      (completedTopic === topic || failedTopic === topic),
  );
  return (step && state.steps[step.id]?.command?.envelopeId) ?? null;
}

/** A node with one topic for both tells a failure by the payload's `error`. */
function failureIn(step: PlannedStep, topic: string, error: unknown): OnexErrorJson | null {
  const oneTopic = step.completedTopic === step.failedTopic;
  const failed = oneTopic ? error !== undefined && error !== null : topic === step.failedTopic;
  if (!failed) return null;
  if (isErrorJson(error) && isJson(error)) return error;
  const told = isErrorJson(error) ? error.message : error;
  const message = typeof told === 'string' ? told : `Step ${step.id} failed.`;
  return new OnexError('OPERATION_FAILED', message, { context: { step: step.id } }).toJSON();
}

function isErrorJson(error: unknown): error is OnexErrorJson {
  if (typeof error !== 'object' || error === null) return false;
  const { message, error_code } = error as Partial<OnexErrorJson>;
  return typeof message === 'string' && typeof error_code === 'string';
}
