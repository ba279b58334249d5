import { isTooDeep } from '../../event-bus/wire/index.ts';

/** A record as `tail` and `send` see it, whichever bus it comes from. */
export interface BusEvent {
  readonly topic: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Text, or base64 if the key is not UTF-8. */
  readonly key: string | null;
  readonly keyEncoding?: 'base64';
  readonly headers: Readonly<Record<string, string>>;
  /** The record's value; base64 if it is not UTF-8; null for a tombstone. */
  readonly value: string | null;
  readonly encoding: 'utf8' | 'base64';
}

export interface EventFilter {
  /** Topics, or patterns in which `*` matches any characters. If empty, all topics except heartbeats. */
  readonly topics: readonly string[];
  /** The whole ID or its beginning. */
  readonly correlationId: string | null;
}

/** A byte order mark is part of the value. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Creates an event from a published or received record. */
export function toBusEvent(record: {
  readonly topic: string;
  readonly timestamp?: number;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, string>>;
}): BusEvent {
  const { topic, timestamp = Date.now(), headers } = record;
  const key = encoded(record.key);
  const value = encoded(record.value);
  return {
    topic,
    timestamp,
    key: key.text,
    ...(key.encoding === 'base64' && { keyEncoding: key.encoding }),
    headers,
    value: value.text,
    encoding: value.encoding,
  };
}

function encoded(bytes: Buffer | string | null): {
  readonly text: string | null;
  readonly encoding: 'utf8' | 'base64';
} {
  if (typeof bytes !== 'object' || bytes === null) return { text: bytes, encoding: 'utf8' };
  try {
    return { text: UTF8.decode(bytes), encoding: 'utf8' };
  } catch {
    return { text: bytes.toString('base64'), encoding: 'base64' };
  }
}

type Value = Pick<BusEvent, 'value' | 'encoding'>;

/** The event's value as a JSON object. Null if it is not one. A byte order mark before it is ignored, as nodes do. */
export function eventJson(event: Value): Readonly<Record<string, unknown>> | null {
  if (event.value === null || event.encoding === 'base64') return null;
  try {
    const json: unknown = JSON.parse(withoutMark(event.value));
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Whether the value is a JSON object that every JSON parser can read, however limited its stack is. */
export function isReadableJson(event: Value): boolean {
  return eventJson(event) !== null && !isTooDeep(Buffer.from(event.value ?? ''));
}

/** The text of the object that `eventJson` returns, as it was sent. */
export function eventJsonText({ value }: Value): string {
  return withoutMark(value ?? '');
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Correlation id of an event: its header, otherwise the envelope's. */
export function correlationOf(event: BusEvent): string | null {
  const header = event.headers['correlation_id'];
  if (header !== undefined && header !== '') return header;
  const id = eventJson(event)?.['correlation_id'];
  return typeof id === 'string' ? id : null;
}
