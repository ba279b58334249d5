import { isSecretName } from '../../../../logging/secret-names.ts';
import type { Envelope } from '../../envelope/index.ts';
import { OPTIONAL_HEADERS } from '../optional-headers.ts';

/** Headers of the standard set, of dead letters, and of replays. Each message has its own. */
const OWN: ReadonlySet<string> = new Set([
  'content_type',
  'correlation_id',
  'message_id',
  'timestamp',
  'source',
  'event_type',
  'schema_version',
  'priority',
  'retry_count',
  'max_retries',
  ...OPTIONAL_HEADERS,
  'parent_message_id',
  'original_topic',
  'dlq_topic',
  'failure_reason',
  'failure_timestamp',
  'failure_phase',
  'replayed_from',
  'x-replay-count',
  'x-replay-correlation-id',
  'x-replayed-at',
  'x-replayed-by',
  'x-original-dlq-offset',
]);
/** Headers that describe one message: its encoding, its CloudEvents attributes, and its place in Kafka. */
const DESCRIBES_ONE_MESSAGE = /^(?:content|ce|kafka)[-_]/i;
const NAME = /^[a-z][\w.-]{0,127}$/i;
/**
 * Without control characters, and without text that was not UTF-8 on the wire, because it could not be sent as it came.
 */
const VALUE = /^[^\p{Cc}\u{FFFD}]*$/u;

/** Standardized headers come first, because they are carried even if there are too many others. */
const W3C = ['traceparent', 'tracestate', 'baggage'] as const;

/** Limits of what is carried: number of headers, bytes of each value, and bytes of all names and values together. */
export const CARRIED = { count: 32, valueBytes: 8192, bytes: 16_384 } as const;

/**
 * What a message passes on to the messages that it causes: W3C trace context and baggage, and unknown headers. A header
 * is carried whole or not at all.
 */
export function carriedHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  // No carried name is special to JavaScript, and none occurs twice.
  const carried: Record<string, string> = {};
  const names = Object.keys(headers);
  if (names.length === 0) return carried;
  let count = 0;
  let bytes = 0;
  const take = (name: string, value: string | undefined): void => {
    if (value === undefined || count >= CARRIED.count || !VALUE.test(value)) return;
    const valueBytes = Buffer.byteLength(value);
    const size = Buffer.byteLength(name) + valueBytes;
    if (valueBytes > CARRIED.valueBytes || bytes + size > CARRIED.bytes) return;
    bytes += size;
    count += 1;
    carried[name] = value;
  };
  for (const name of W3C) take(name, headerOf(headers, name));
  for (const name of names) if (isUnknown(name)) take(name, headers[name]);
  return carried;
}

/**
 * The envelope with the baggage and the unknown headers of its record in `metadata.headers`. Its own headers have
 * priority.
 */
export function withCarried(envelope: Envelope, headers: Readonly<Record<string, string>>): Envelope {
  const { traceparent: _parent, tracestate: _state, ...carried } = carriedHeaders(headers);
  if (Object.keys(carried).length === 0) return envelope;
  const { metadata } = envelope;
  return { ...envelope, metadata: { ...metadata, headers: { ...carried, ...metadata.headers } } };
}

/** The value of a header whose name may be in any case, as over HTTP. */
export function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  if (Object.hasOwn(headers, name)) return headers[name];
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name && Object.hasOwn(headers, key))
      return headers[key];
  }
  return undefined;
}

/** The messages of a topic have the same few headers. */
const MOST_NAMES = 1000;
const unknownNames = new Map<string, boolean>();

function isUnknown(name: string): boolean {
  const known = unknownNames.get(name);
  if (known !== undefined) return known;
  // A name of this form is short, so the memory for names is limited.
  if (!NAME.test(name)) return false;
  if (unknownNames.size >= MOST_NAMES) unknownNames.clear();
  const isOthers = belongsToOthers(name);
  unknownNames.set(name, isOthers);
  return isOthers;
}

function belongsToOthers(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    !OWN.has(lower) &&
    !(W3C as readonly string[]).includes(lower) &&
    !DESCRIBES_ONE_MESSAGE.test(name) &&
    // Credentials are for one receiver only.
    !isSecretName(name)
  );
}
