/** A record as `tail` and `send` see it, whichever bus it comes from. */
export interface BusEvent {
  readonly topic: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The record's value; base64 where it is not UTF-8; null: a tombstone. */
  readonly value: string | null;
  readonly encoding: 'utf8' | 'base64';
}

export interface EventFilter {
  /** Topics or patterns in which `*` stands for any characters; empty: all but heartbeats. */
  readonly topics: readonly string[];
  /** The whole id or its beginning. */
  readonly correlationId: string | null;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Makes an event of what was published or read. */
export function toBusEvent(record: {
  readonly topic: string;
  readonly timestamp?: number;
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers: Readonly<Record<string, string>>;
}): BusEvent {
  const { topic, timestamp = Date.now(), headers } = record;
  const key = record.key === null ? null : record.key.toString();
  if (typeof record.value !== 'object' || record.value === null) {
    return { topic, timestamp, key, headers, value: record.value, encoding: 'utf8' };
  }
  try {
    return { topic, timestamp, key, headers, value: UTF8.decode(record.value), encoding: 'utf8' };
  } catch {
    return { topic, timestamp, key, headers, value: record.value.toString('base64'), encoding: 'base64' };
  }
}

/** The event's value as a JSON object; null when it is none. */
export function eventJson(event: BusEvent): Readonly<Record<string, unknown>> | null {
  if (event.value === null || event.encoding === 'base64') return null;
  try {
    const json: unknown = JSON.parse(event.value);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Correlation id of an event: its header, else the envelope's. */
export function correlationOf(event: BusEvent): string | null {
  const header = event.headers['correlation_id'];
  if (header !== undefined && header !== '') return header;
  const id = eventJson(event)?.['correlation_id'];
  return typeof id === 'string' ? id : null;
}
