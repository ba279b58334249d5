import type { InboundRecord } from '../../event-bus/transports/index.ts';
import { memberText } from '../../values/json/json-source/index.ts';
import { eventJson, eventJsonText, toBusEvent } from '../control/index.ts';
import { textOf } from '../terminal/index.ts';

/** A record of a dead-letter topic, as it was read. Its content comes from others. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970: when it was dead-lettered. */
  readonly timestamp: number;
  readonly record: InboundRecord;
  /** Null if the record is not a readable dead letter. */
  readonly content: DeadLetterContent | null;
}

export interface DeadLetterContent {
  readonly originalTopic: string;
  /** The failed message, in bytes. Null if it had none. */
  readonly value: Buffer | null;
  /** `topic/partition:offset` of a message that was too large for the dead letter. Null if the dead letter has it. */
  readonly leftOut: string | null;
  /** The same for a message whose secrets the dead letter lacks. Null if it has all of it. */
  readonly redacted: string | null;
  /** The same for a message that the writer of the dead letter could not read. Null if the dead letter has it. */
  readonly unreadable: string | null;
  /** How often the message was replayed before. */
  readonly replays: number;
  readonly reason: string;
  readonly correlationId: string | null;
  /** The whole dead letter, and its text as it was written. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export function readDeadLetter(record: InboundRecord): DeadLetter {
  const { topic, partition, offset, timestamp } = record;
  return { topic, partition, offset, timestamp, record, content: readContent(record) };
}

/** `0:17`: partition and offset, as commands accept it. */
export function placeOf({ partition, offset }: Pick<DeadLetter, 'partition' | 'offset'>): string {
  return `${partition}:${offset}`;
}

function readContent(record: InboundRecord): DeadLetterContent | null {
  const event = toBusEvent(record);
  const json = eventJson(event);
  const original = json?.['original_message'];
  if (json === null || typeof original !== 'object' || original === null) return null;
  const { value, partition, offset } = original as Readonly<Record<string, unknown>>;
  const originalTopic = text(json['original_topic']);
  if (originalTopic === null || originalTopic === '') return null;
  const whole = eventJsonText(event);
  const place = `${originalTopic}/${textOf(partition)}:${textOf(offset)}`;
  return {
    originalTopic,
    value: bytesOf(value, whole, json['failure_type'] === 'raw'),
    leftOut: json['failure_type'] === 'left_out' ? place : null,
    redacted: isRedacted(json) ? place : null,
    unreadable: typeof value === 'string' && UNREADABLE.has(value) ? place : null,
    replays: countOf(json['retry_count']),
    reason: text(json['failure_reason']) ?? '',
    correlationId: text(json['correlation_id']),
    json,
    text: whole,
  };
}

/** What the bus of the Python packages writes where a message could not be read. */
const UNREADABLE: ReadonlySet<string> = new Set([
  '<unreadable_value>',
  '<no_value>',
  '<decode_failed>',
  '<non-serializable>',
]);

/** The Python packages name the removed fields only. Our dead letters in base64 do so too, but have the whole message. */
function isRedacted(json: Readonly<Record<string, unknown>>): boolean {
  const { failure_type: type, redacted_fields: fields } = json;
  if (type === 'redacted') return true;
  return Array.isArray(fields) && fields.length > 0 && type !== 'raw' && type !== 'left_out';
}

function countOf(value: unknown): number {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isSafeInteger(count) && Number(count) > 0 ? Number(count) : 0;
}

/** Some writers of dead letters keep a JSON value as it was parsed: its text in the dead letter is the message. */
function bytesOf(value: unknown, deadLetter: string, raw: boolean): Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return Buffer.from(value, raw ? 'base64' : 'utf8');
  const original = memberText(deadLetter, 'original_message') ?? '';
  return Buffer.from(memberText(original, 'value') ?? '');
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
