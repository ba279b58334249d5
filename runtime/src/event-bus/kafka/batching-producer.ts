import type { Producer, TopicMessages } from 'kafkajs';
import type { OutboundRecord } from '../transport.ts';
import { isRefused, toBusError } from './kafka-error.ts';

interface Waiting {
  readonly records: readonly OutboundRecord[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchingProducer {
  /** Resolves when all in-sync replicas have the records. */
  publish(records: readonly OutboundRecord[]): Promise<void>;
  /** Resolves when nothing is on its way. */
  drain(): Promise<void>;
}

/** Most records of one request. */
const LARGEST = 2000;

/**
 * One request at a time, and all that comes up meanwhile in the next: records of one key cannot overtake each other
 * when a request has to be repeated, and the more is published at once, the larger the batches.
 */
export function createBatchingProducer(producer: Pick<Producer, 'sendBatch'>): BatchingProducer {
  const waiting: Waiting[] = [];
  let sending: Promise<void> | null = null;

  const send = async (batch: readonly Waiting[]): Promise<void> => {
    const records = batch.flatMap((entry) => entry.records);
    try {
      await producer.sendBatch({ acks: -1, topicMessages: byTopic(records) });
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
      let count = 0;
      while (waiting.length > 0 && (count === 0 || count + (waiting[0]?.records.length ?? 0) <= LARGEST)) {
        const entry = waiting.shift() as Waiting;
        batch.push(entry);
        count += entry.records.length;
      }
      await send(batch);
    }
    sending = null;
  };

  return {
    publish(records) {
      if (records.length === 0) return Promise.resolve();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ records, resolve, reject });
      sending ??= sendAll();
      return promise;
    },
    async drain() {
      await sending;
    },
  };
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
