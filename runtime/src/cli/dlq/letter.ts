import type { InboundRecord } from '../../event-bus/transport.ts';
import { eventJson, toBusEvent } from '../control/index.ts';

/** A record of a dead-letter topic, as it was read. What stands in it was written by others. */
export interface Letter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970: when it was dead-lettered. */
  readonly timestamp: number;
  readonly record: InboundRecord;
  /** Null: the record is no dead letter. */
  readonly content: LetterContent | null;
}

export interface LetterContent {
  readonly originalTopic: string;
  /** Bytes of the message that failed; null: it had none. */
  readonly value: Buffer | null;
  /** `topic/partition:offset` of a message that was too large to be kept in the letter; null: the letter has it. */
  readonly leftOut: string | null;
  readonly reason: string;
  readonly correlationId: string | null;
  /** The whole letter. */
  readonly json: Readonly<Record<string, unknown>>;
}

export function readLetter(record: InboundRecord): Letter {
  const { topic, partition, offset, timestamp } = record;
  return { topic, partition, offset, timestamp, record, content: readContent(record) };
}

/** `0:17`: partition and offset, as the commands take it. */
export function placeOf({ partition, offset }: Pick<Letter, 'partition' | 'offset'>): string {
  return `${partition}:${offset}`;
}

function readContent(record: InboundRecord): LetterContent | null {
  const json = eventJson(toBusEvent(record));
  const original = json?.['original_message'];
  if (json === null || typeof original !== 'object' || original === null) return null;
  const { value, partition, offset } = original as Readonly<Record<string, unknown>>;
  const originalTopic = text(json['original_topic']);
  if (originalTopic === null || originalTopic === '') return null;
  return {
    originalTopic,
    value: bytesOf(value, json['failure_type'] === 'raw'),
    leftOut:
      json['failure_type'] === 'left_out' ? `${originalTopic}/${Number(partition)}:${Number(offset)}` : null,
    reason: text(json['failure_reason']) ?? '',
    correlationId: text(json['correlation_id']),
    json,
  };
}

/** Some writers of dead letters keep a JSON value as it was parsed. */
function bytesOf(value: unknown, raw: boolean): Buffer | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string'
    ? Buffer.from(value, raw ? 'base64' : 'utf8')
    : Buffer.from(JSON.stringify(value));
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
