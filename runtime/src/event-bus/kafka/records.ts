import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { InboundRecord } from '../transport.ts';
import { CUT_OFF_HEADER, readCutOff } from './unpack/index.ts';

export function toInboundRecord(topic: string, partition: number, message: KafkaMessage): InboundRecord {
  const cutOff = readCutOff(message.headers);
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers),
    timestamp: Number(message.timestamp),
    incarnation: message.timestamp,
    ...(cutOff !== null && { cutOff }),
  };
}

/** Lists, of which several headers of one name are parts, as in HTTP. */
const LISTS: ReadonlySet<string> = new Set(['tracestate', 'baggage']);

/** Text of each header; of one that was given several times, the last, unless it is a list. */
function toHeaders(headers: IHeaders | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    if (name === CUT_OFF_HEADER) return [];
    const given = (Array.isArray(value) ? value : [value]).flatMap((part) => part?.toString('utf8') ?? []);
    if (given.length === 0) return [];
    return [[name, LISTS.has(name.toLowerCase()) ? given.join(',') : given.at(-1)!] as const];
  });
  return Object.fromEntries(entries);
}
