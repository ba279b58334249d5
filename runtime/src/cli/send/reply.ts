import {
  causationId,
  parseEnvelope,
  verdictByTopic,
  verdictOfAnswer,
  type Envelope,
} from '../../event-bus/wire/index.ts';
import { compactJson, memberText } from '../../values/json/json-source/index.ts';
import { eventJson, eventJsonText, type BusEvent } from '../control/index.ts';
import { textOf } from '../terminal/index.ts';
import type { OutgoingMessage } from './message.ts';
import type { Target } from './target.ts';

/** How a message ended. */
export type Outcome =
  | {
      readonly status: 'completed' | 'failed';
      readonly event: BusEvent;
      readonly payload: unknown;
      /** The payload as it was sent, on one line. */
      readonly payloadText: string;
    }
  | { readonly status: 'dead-lettered'; readonly event: BusEvent; readonly reason: string };

/**
 * Recognizes the end of the wait for an answer: a completed or failed event of an answering node with the message's
 * correlation ID, or a dead letter of the message. The event's own statement has priority over its topic. Null for any
 * other event.
 */
export function outcomeOf(event: BusEvent, message: OutgoingMessage, target: Target): Outcome | null {
  const json = eventJson(event);
  if (json === null) return null;
  if (event.topic.startsWith('onex.dlq.') || typeof json['failure_reason'] === 'string') {
    return holdsMessage(json, message)
      ? { status: 'dead-lettered', event, reason: textOf(json['failure_reason']) }
      : null;
  }
  const failed = target.answering.some((node) => node.failed.includes(event.topic));
  const completed = target.answering.some((node) => node.completed.includes(event.topic));
  if (!failed && !completed) return null;
  const envelope = readEnvelope(event);
  if (envelope === null || envelope.correlation_id !== message.envelope.correlation_id) return null;
  if (isAnswerToAnother(envelope, message, target)) return null;
  const verdict = verdictOfAnswer(envelope) ?? verdictByTopic(envelope.payload, { completed, failed });
  return {
    status: verdict === 'failed' ? 'failed' : 'completed',
    event,
    payload: envelope.payload,
    payloadText: compactJson(memberText(eventJsonText(event), 'payload') ?? 'null'),
  };
}

/**
 * An effect's answer names the message that caused it. An orchestrator's result may name the last step's event
 * instead, so there the correlation id alone decides.
 */
function isAnswerToAnother(envelope: Envelope, message: OutgoingMessage, target: Target): boolean {
  const cause = causationId(envelope);
  const orchestrates = target.answering.some((node) => node.kind === 'orchestrator');
  return !orchestrates && cause !== null && cause !== message.envelope.envelope_id;
}

/** A dead letter that had to leave a large message out has its beginning, which need not name it. */
function holdsMessage(
  letter: Readonly<Record<string, unknown>>,
  { topic, envelope }: OutgoingMessage,
): boolean {
  if (letter['original_topic'] !== topic) return false;
  const original = letter['original_message'] as { value?: unknown } | undefined;
  if (textOf(original?.value).includes(envelope.envelope_id)) return true;
  return letter['failure_type'] === 'left_out' && letter['correlation_id'] === envelope.correlation_id;
}

function readEnvelope(event: BusEvent): Envelope | null {
  try {
    return parseEnvelope(Buffer.from(event.value ?? ''));
  } catch {
    return null;
  }
}
