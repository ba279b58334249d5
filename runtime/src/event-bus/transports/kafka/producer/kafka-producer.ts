import type { Kafka, PartitionMetadata } from 'kafkajs';
import { OnexError } from '../../../../errors/index.ts';
import type { Backoff } from '../../../retry/index.ts';
import type { OutboundRecord } from '../../transport.ts';
import type { KafkaClient } from '../client/index.ts';
import { createConnection } from './connection.ts';
import { type Delivery, createDelivery } from './delivery.ts';
import { murmur2 } from './murmur2.ts';
import { sizeOf } from './queued-record.ts';
import { type TopicQueue, createTopicQueue } from './topic-queue.ts';

export interface KafkaProducerOptions extends Pick<KafkaClient, 'library' | 'principal' | 'withAdmin'> {
  readonly kafka: Kafka;
  readonly servers: readonly string[];
  /**
   * How long a record may take, in ms. Default 13,000: long enough for a broker to restart without failing messages.
   */
  readonly deadlineMs?: number;
  /** Pauses between attempts until then. */
  readonly pauses?: Backoff;
}

export interface KafkaProducer {
  /** @throws OnexError EVENT_BUS_ERROR naming the servers. */
  connect(): Promise<void>;
  /**
   * Resolves when all in-sync replicas have the records.
   * @throws OnexError INVALID_PARAMETER if the broker can never accept one of them, EVENT_BUS_ERROR after the deadline.
   */
  publish(records: readonly OutboundRecord[]): Promise<void>;
  /** Resolves when no record waits for its acknowledgment. */
  drain(): Promise<void>;
  /** Disconnects. Records that are not acknowledged fail. */
  close(): Promise<void>;
}

/** A broker that restarts, or a partition that moves, is back sooner. */
export const PUBLISH_DEADLINE_MS = 13_000;
const PAUSES: Backoff = { initialMs: 100, maxMs: 2000 };

export function createKafkaProducer(options: KafkaProducerOptions): KafkaProducer {
  const { library, principal, withAdmin, deadlineMs = PUBLISH_DEADLINE_MS, pauses = PAUSES } = options;
  const closing = new AbortController();
  const topics = new Map<string, TopicQueue>();
  const open = new Set<Delivery>();
  let drained: PromiseWithResolvers<void> | null = null;
  const choosePartition = library.Partitioners.DefaultPartitioner();
  const connection = createConnection({
    ...options,
    onPartitions: (topic, partitions) => topics.get(topic)?.update(partitions),
  });

  const lookUp = async (topic: string): Promise<PartitionMetadata[]> => {
    const found = await withAdmin((admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    const partitions = found.topics.find(({ name }) => name === topic)?.partitions ?? [];
    if (partitions.length === 0) throw new OnexError('EVENT_BUS_ERROR', `${topic} has no partitions`);
    return partitions;
  };
  const queueOf = (topic: string): TopicQueue => {
    let queue = topics.get(topic);
    if (queue === undefined) {
      queue = createTopicQueue({
        topic,
        principal,
        pauses,
        closing: closing.signal,
        lookUp: () => lookUp(topic),
        choose: ({ record: { key, value } }, partitions) =>
          key === null
            ? choosePartition({ topic, partitionMetadata: partitions, message: { key, value } })
            : (murmur2(key) & 0x7fff_ffff) % partitions.length,
        send: (partition, batch) => connection.send(topic, partition, batch),
      });
      topics.set(topic, queue);
    }
    return queue;
  };
  const end = (delivery: Delivery): void => {
    open.delete(delivery);
    if (open.size > 0) return;
    drained?.resolve();
    drained = null;
  };

  return {
    connect: () => connection.connect(),
    publish(records) {
      if (records.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        if (closing.signal.aborted) throw closed();
        const sizes = records.map(sizeOf);
        const delivery = createDelivery({
          records: records.length,
          deadlineMs,
          onEnd(ended, error) {
            end(ended);
            if (error === null) resolve();
            else reject(error);
          },
        });
        open.add(delivery);
        records.forEach((record, index) =>
          queueOf(record.topic).add({ record, size: sizes[index]!, delivery }),
        );
      });
    },
    async drain() {
      if (open.size > 0) await (drained ??= Promise.withResolvers<void>()).promise;
    },
    async close() {
      closing.abort();
      for (const delivery of open) delivery.end(closed());
      await connection.disconnect();
    },
  };
}

function closed(): OnexError {
  return new OnexError('EVENT_BUS_ERROR', 'publishing failed: Kafka was closed before it acknowledged');
}
