import { isUtf8 } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { errorText, isOnexError, phaseOf } from '../../../errors/index.ts';
import { withoutSecretTexts } from '../../../logging/secret-texts.ts';
import { beginningOf } from '../../../values/index.ts';
import type { InboundRecord, OutboundRecord } from '../../transports/index.ts';
import { carriedHeaders } from '../headers/context/carried-headers.ts';
import { OPTIONAL_HEADERS, withOffset, replayCountOf } from '../headers/index.ts';
import { findCorrelationId } from '../envelope/index.ts';
import { WHOLE, beginningWithoutSecrets, withoutSecrets } from './without-secrets.ts';

/** Value of a record on a dead-letter topic. It has no envelope. */
export interface DeadLetter {
  readonly original_topic: string;
  readonly original_message: {
    readonly key: string | null;
    /** UTF-8 text, or base64 if `failure_type` is `raw`. If the message was left out, only its first kilobyte. */
    readonly value: string | null;
    readonly offset: number;
    readonly partition: number;
  };
  readonly failure_reason: string;
  /** ISO 8601 with offset. */
  readonly failure_timestamp: string;
  readonly correlation_id: string;
  /** Number of times the message was replayed. The Python replay node stops at a limit of its own. */
  readonly retry_count: number;
  /** Class name of the error. */
  readonly error_type: string;
  readonly failure_class?: string;
  /**
   * `left_out`: the message was too large for the dead letter. `redacted`: values of fields whose names suggest secrets
   * are removed. In both cases, the whole message exists only at its origin.
   */
  readonly failure_type?: 'raw' | 'left_out' | 'redacted';
  readonly validation_detail?: string;
  /**
   * Dotted paths of the fields whose values are removed. With `<root>`, the value of the dead letter is not the
   * message. The Python replay node does not publish such a value.
   */
  readonly redacted_fields?: readonly string[];
  /** SHA-256, in hexadecimal, and size of a message that was left out. */
  readonly original_sha256?: string;
  readonly original_bytes?: number;
}

export interface DeadLetterOptions {
  readonly topic: string;
  /** Name of the service that dead-letters the message. */
  readonly source: string;
  readonly retryCount?: number;
  /** Leaves the message out. Wrapped in JSON, it can be larger than the broker accepts, although it came from there. */
  readonly leaveOut?: boolean;
}

/**
 * The record of a dead letter. It has the key, the optional and unknown headers, and the trace of the message, so the
 * message can be sent again as it came.
 */
export function createDeadLetter(
  record: InboundRecord,
  error: unknown,
  options: DeadLetterOptions,
): OutboundRecord {
  const now = withOffset(new Date().toISOString());
  const reason = oneLine(withoutSecretTexts(errorText(error)));
  const phase = phaseOf(error);
  const correlationId = findCorrelationId(record.value) ?? randomUUID();
  const { cutOff } = record;
  const leaveOut = cutOff !== undefined || options.leaveOut === true;
  const key = leaveOut && Number(record.key?.length) > LONGEST_KEY ? null : record.key;
  const value = leaveOut ? firstKilobyteOf(record.value) : record.value;
  const raw = value !== null && !isUtf8(value);
  const text = raw ? '' : (value?.toString('utf8') ?? '');
  const { text: shown, fields } = leaveOut
    ? { text: beginningWithoutSecrets(text), fields: [WHOLE] }
    : raw
      ? { text, fields: [WHOLE] }
      : withoutSecrets(text);
  const letter: DeadLetter = {
    original_topic: record.topic,
    original_message: {
      key: key?.toString('utf8') ?? null,
      value: value === null ? null : raw ? value.toString('base64') : shown,
      offset: Number(record.offset),
      partition: record.partition,
    },
    failure_reason: reason,
    failure_timestamp: now,
    correlation_id: correlationId,
    retry_count: options.retryCount ?? replayCountOf(record.headers),
    error_type: error instanceof Error ? error.name : typeof error,
    ...(isOnexError(error) && { failure_class: error.wireCode }),
    ...(fields.length > 0 && { redacted_fields: fields }),
    ...(raw && { failure_type: 'raw' }),
    ...(shown !== text && {
      failure_type: 'redacted',
      validation_detail: 'values of fields with the names of secrets are removed',
    }),
    ...(leaveOut && {
      failure_type: 'left_out',
      validation_detail: `too large for a dead letter: ${cutOff?.bytes ?? record.value?.length ?? 0} bytes`,
      original_sha256:
        cutOff?.sha256 ??
        createHash('sha256')
          .update(record.value ?? '')
          .digest('hex'),
      original_bytes: cutOff?.bytes ?? record.value?.length ?? 0,
    }),
  };
  return {
    topic: options.topic,
    key,
    value: JSON.stringify(letter),
    headers: {
      ...(leaveOut ? {} : keptHeaders(record.headers)),
      content_type: 'application/json',
      correlation_id: correlationId,
      message_id: randomUUID(),
      timestamp: now,
      source: options.source,
      event_type: 'dlq_message',
      schema_version: '1.0.0',
      priority: 'normal',
      retry_count: '0',
      max_retries: '3',
      original_topic: record.topic,
      dlq_topic: options.topic,
      failure_reason: reason,
      failure_timestamp: now,
      ...(phase !== null && { failure_phase: phase }),
    },
  };
}

/** The optional and carried headers of a message that is dead-lettered or sent again. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const optional = OPTIONAL_HEADERS.flatMap((name) => {
    const value = Object.hasOwn(headers, name) ? headers[name]! : '';
    return value === '' || value.length > LONGEST_REASON ? [] : [[name, value] as const];
  });
  return { ...carriedHeaders(headers), ...Object.fromEntries(optional) };
}

/** The first kilobyte, without a character that is cut in two. */
function firstKilobyteOf(value: Buffer | null): Buffer | null {
  if (value === null || value.length <= BEGINNING) return value;
  for (let end = BEGINNING; end > BEGINNING - 4; end -= 1) {
    if (isUtf8(value.subarray(0, end))) return value.subarray(0, end);
  }
  return value.subarray(0, BEGINNING);
}

const BEGINNING = 1024;
const LONGEST_REASON = 1000;
/** Maximum length of the key of a small dead letter, in bytes. */
const LONGEST_KEY = 1000;

/** Header values are one line. A reason of unlimited length would make a record that the broker refuses. */
function oneLine(text: string): string {
  return beginningOf(text.replaceAll(/\s+/g, ' '), LONGEST_REASON);
}
