import { randomUUID } from 'node:crypto';
import type { OutboundRecord } from '../../event-bus/transports/index.ts';
import {
  createHeaders,
  keptHeaders,
  parseEnvelope,
  REPLAY_COUNT,
  withOffset,
  withTrace,
} from '../../event-bus/wire/index.ts';
import { placeOf, type DeadLetter } from './dead-letter.ts';

/** A dead letter and the record that sends its message again, or the reason why it cannot be sent. */
export type Replay =
  | { readonly deadLetter: DeadLetter; readonly record: OutboundRecord }
  | { readonly deadLetter: DeadLetter; readonly problem: string };

/**
 * The message that failed, byte for byte and with its key, for the topic it came from. Its standard headers are made
 * from its envelope; the others are those that the dead letter kept. `replayed_from` says where the message lay.
 */
export function replayOf(
  deadLetter: DeadLetter,
  existing: ReadonlySet<string>,
  /** Why a topic is not listed, if the reason is a missing right. */
  hidden: ReadonlyMap<string, string> = new Map(),
): Replay {
  const { content, record, topic } = deadLetter;
  if (content === null) return { deadLetter, problem: 'is not a dead letter' };
  const { originalTopic, value } = content;
  if (originalTopic === topic) return { deadLetter, problem: 'came from this topic' };
  if (originalTopic.startsWith('onex.dlq.'))
    return { deadLetter, problem: `came from ${originalTopic}, which is a dead-letter topic` };
  const missingRight = hidden.get(originalTopic);
  if (missingRight !== undefined) return { deadLetter, problem: `cannot be sent: ${missingRight}` };
  if (!existing.has(originalTopic))
    return { deadLetter, problem: `came from ${originalTopic}, which does not exist` };
  if (content.leftOut !== null)
    return {
      deadLetter,
      problem: `its message was too large for a dead letter; it is at ${content.leftOut}`,
    };
  if (content.redacted !== null)
    return {
      deadLetter,
      problem: `its secrets were removed from the dead letter; the message is at ${content.redacted}`,
    };
  if (content.unreadable !== null)
    return {
      deadLetter,
      problem: `the writer of the dead letter could not read its message; it is at ${content.unreadable}`,
    };
  const headers = {
    ...headersOf(deadLetter),
    replayed_from: `${topic}/${placeOf(deadLetter)}`,
    [REPLAY_COUNT]: String(content.replays + 1),
  };
  return { deadLetter, record: { topic: originalTopic, key: record.key, value, headers } };
}

function headersOf({ content, record }: DeadLetter): Readonly<Record<string, string>> {
  const kept = keptHeaders(record.headers);
  try {
    const envelope = withTrace(parseEnvelope(content?.value ?? null), kept);
    const key = record.key?.toString('utf8') ?? null;
    return {
      ...kept,
      ...createHeaders(envelope, { topic: content!.originalTopic, source: 'onex-cli', key }),
    };
  } catch {
    // A message that failed because it is not an envelope is sent unchanged, with the headers that every message has.
    const id = content?.correlationId ?? null;
    return {
      ...kept,
      content_type: 'application/json',
      ...(id !== null && { correlation_id: id }),
      message_id: randomUUID(),
      timestamp: withOffset(new Date().toISOString()),
      source: 'onex-cli',
      schema_version: '1.0.0',
      priority: 'normal',
      retry_count: '0',
      max_retries: '3',
    };
  }
}
