import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { InboundRecord } from '../transport.ts';
import { OVERSIZED_HEADER, readOversized } from './unpack/index.ts';

export function toInboundRecord(topic: string, partition: number, message: KafkaMessage): InboundRecord {
  const oversized = readOversized(message.headers);
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers),
    timestamp: Number(message.timestamp),
    incarnation: message.timestamp,
    ...(oversized !== null && { cutOff: oversized }),
  };
}

/** Headers that are lists. Several headers of one name are parts of it, as in HTTP. */
const LISTS: ReadonlySet<string> = new Set(['tracestate', 'baggage']);

/** A header may have no value. The types of the client do not allow for that. */
type HeaderValue = IHeaders[string] | null;

/** Text of each header that has a value. If a header occurs several times, the last one counts, unless it is a list. */
function toHeaders(headers: IHeaders | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const text = name === OVERSIZED_HEADER ? undefined : headerText(name, headers[name]);
    if (text === undefined) continue;
    if (name === '__proto__') Object.defineProperty(texts, name, { value: text, enumerable: true });
    else texts[name] = text;
  }
  return texts;
}

function headerText(name: string, value: HeaderValue): string | undefined {
  if (!Array.isArray(value)) return Buffer.isBuffer(value) ? knownText(name, value) : (value ?? undefined);
  const given = value.flatMap((part) => part?.toString('utf8') ?? []);
  return LISTS.has(name.toLowerCase()) && given.length > 0 ? given.join(',') : given.at(-1);
}

/**
 * The first short text of each header, because most are the same in every message, and thousands of messages may wait.
 */
const firstTexts = new Map<string, { readonly bytes: Buffer; readonly text: string }>();
const MOST_NAMES = 1000;
const LONGEST_KNOWN = 24;

function knownText(name: string, value: Buffer): string {
  if (value.length > LONGEST_KNOWN) return value.toString('utf8');
  const first = firstTexts.get(name);
  if (first !== undefined && isSame(first.bytes, value)) return first.text;
  const text = value.toString('utf8');
  // A copy, because a part of the fetched buffer would retain all of it in memory.
  if (first === undefined && firstTexts.size < MOST_NAMES)
    firstTexts.set(name, { bytes: Buffer.from(value), text });
  return text;
}

function isSame(one: Buffer, other: Buffer): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) {
    if (one[index] !== other[index]) return false;
  }
  return true;
}
