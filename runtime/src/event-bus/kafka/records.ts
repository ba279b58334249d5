import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { InboundRecord } from '../transport.ts';

export function toInboundRecord(topic: string, partition: number, message: KafkaMessage): InboundRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key,
    value: message.value,
    headers: toHeaders(message.headers),
    timestamp: Number(message.timestamp),
  };
}

/** Text of each header; of one that was given several times, the last. */
function toHeaders(headers: IHeaders | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined || last === null ? [] : [[name, last.toString('utf8')] as const];
  });
  return Object.fromEntries(entries);
}
