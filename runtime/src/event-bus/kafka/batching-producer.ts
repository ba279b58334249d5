import type { Producer, TopicMessages } from 'kafkajs';
import type { OutboundRecord } from '../transport.ts';
import { isRefused, toBusError } from './kafka-error.ts';

interface Waiting {
  readonly records: readonly OutboundRecord[];
  readonly size: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchingProducer {
  /** Resolves when all in-sync replicas have the records. */
  publish(records: readonly OutboundRecord[]): Promise<void>;
  /** Resolves when nothing is on its way. */
  drain(): Promise<void>;
}

/** Most records of one request, and most characters in them: a broker takes 100 MB, and a character has 3 bytes at most. */
const LARGEST = { records: 2000, size: 16 * 1024 * 1024 };
/** What a record has beside its key and value, above all its headers. */
const OVERHEAD = 1024;

/**
 * One request at a time, and all that comes up meanwhile in the next: records of one key cannot overtake each other
 * when a request has to be repeated, and the more is published at once, the larger the batches.
 */
export function createBatchingProducer(producer: Pick<Producer, 'sendBatch'>): BatchingProducer {
  const waiting: Waiting[] = [];
  let sending: Promise<void> | null = null;

  const request = (records: readonly OutboundRecord[]): Promise<unknown> =>
    producer.sendBatch({ acks: -1, topicMessages: byTopic(records) });
  const send = async (batch: readonly Waiting[]): Promise<void> => {
    const records = batch.flatMap((entry) => entry.records);
    try {
      await request(records).catch(async (error: unknown) => {
        if (batch.length > 1 || records.length === 1 || !isRefused(error)) throw error;
        // Together they may be more than a partition takes at once, though none is too large by itself.
        for (const record of records) await request([record]);
      });
      for (const entry of batch) entry.resolve();
    } catch (error) {
      if (batch.length > 1 && isRefused(error)) {
        // One record that the broker can never take must not fail its neighbours.
        for (const entry of batch) await send([entry]);
        return;
      }
      for (const entry of batch) entry.reject(toBusError(error, 'publishing failed'));
    }
  };

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      // What is published in the same turn goes into the same request.
      await Promise.resolve();
      const batch: Waiting[] = [];
      let records = 0;
      let size = 0;
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        records += next.records.length;
        size += next.size;
        if (batch.length > 0 && (records > LARGEST.records || size > LARGEST.size)) break;
        batch.push(next);
        waiting.shift();
      }
      await send(batch);
    }
    sending = null;
  };

  const enqueue = ({ records, size }: Part): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ records, size, resolve, reject });
    sending ??= sendAll();
    return promise;
  };

  return {
    async publish(records) {
      await Promise.all(inParts(records).map(enqueue));
    },
    async drain() {
      await sending;
    },
  };
}

type Part = Pick<Waiting, 'records' | 'size'>;

/** What is published together, in parts that a request can hold each. */
function inParts(records: readonly OutboundRecord[]): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  let size = 0;
  records.forEach((record, index) => {
    const more = sizeOf(record);
    if (index > from && (index - from === LARGEST.records || size + more > LARGEST.size)) {
      parts.push({ records: records.slice(from, index), size });
      from = index;
      size = 0;
    }
    size += more;
  });
  if (from === 0) return records.length === 0 ? [] : [{ records, size }];
  return [...parts, { records: records.slice(from), size }];
}

function sizeOf({ key, value }: OutboundRecord): number {
  return (key?.length ?? 0) + (value?.length ?? 0) + OVERHEAD;
}

function byTopic(records: readonly OutboundRecord[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { topic, key, value, headers } of records) {
    let entry = topics.get(topic);
    if (entry === undefined) topics.set(topic, (entry = { topic, messages: [] }));
    entry.messages.push({ key, value, headers });
  }
  return [...topics.values()];
}
