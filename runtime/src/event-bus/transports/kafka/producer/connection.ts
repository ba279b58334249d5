import type { Kafka, PartitionMetadata, Producer, RecordMetadata } from 'kafkajs';
import { OnexError } from '../../../../errors/index.ts';
import { isMissingTopic, isTopicForbidden, toBusError } from '../kafkajs/index.ts';
import type { QueuedRecord } from './queued-record.ts';
import { recordTime } from './record-time.ts';

export interface ConnectionOptions {
  readonly kafka: Kafka;
  readonly servers: readonly string[];
  /** Called for each record that the client sends, with the partitions of its topic that the client knows. */
  readonly onPartitions: (topic: string, partitions: PartitionMetadata[]) => void;
}

/**
 * The producer of kafkajs. It is replaced after an error about a topic, because it refreshes the metadata of every
 * topic that it ever used. One deleted or forbidden topic makes all its requests fail.
 */
export interface Connection {
  /** @throws OnexError EVENT_BUS_ERROR naming the servers. */
  connect(): Promise<void>;
  /** Sends one produce request. @throws any error of the client, or if the response does not name the partition. */
  send(topic: string, partition: number, records: readonly QueuedRecord[]): Promise<void>;
  disconnect(): Promise<void>;
}

/** Maximum age of the client's metadata about partitions and leaders, in ms. */
const METADATA_MAX_AGE = 5000;

interface Life {
  readonly producer: Producer;
  requests: number;
  isRetired: boolean;
}

export function createConnection({ kafka, servers, onPartitions }: ConnectionOptions): Connection {
  let life: Life | null = null;
  let renewing: Promise<void> | null = null;

  const start = async (): Promise<Life> => {
    const producer = kafka.producer({
      // Records already have a partition.
      createPartitioner:
        () =>
        ({ topic, partitionMetadata, message }) => {
          onPartitions(topic, partitionMetadata);
          return message.partition ?? 0;
        },
      allowAutoTopicCreation: false,
      metadataMaxAge: METADATA_MAX_AGE,
      retry: { retries: 0 },
    });
    try {
      await producer.connect();
    } catch (error) {
      await producer.disconnect().catch(() => {});
      throw toBusError(error, `Kafka at ${servers.join(', ')}`);
    }
    return { producer, requests: 0, isRetired: false };
  };
  const retire = async (old: Life): Promise<void> => {
    old.isRetired = true;
    if (old.requests === 0) await old.producer.disconnect().catch(() => {});
  };
  const replace = async (old: Life): Promise<void> => {
    const next = await start();
    // The producer may have been closed meanwhile.
    if (life === old) life = next;
    else await next.producer.disconnect().catch(() => {});
    void retire(old);
  };
  const renew = async (old: Life): Promise<void> => {
    if (old !== life) return;
    renewing ??= replace(old).finally(() => (renewing = null));
    // Requests fail with the old producer until a new one is connected, and are repeated.
    await renewing.catch(() => {});
  };

  return {
    async connect() {
      life ??= await start();
    },
    async send(topic, partition, records) {
      const used = life;
      if (used === null) throw new OnexError('EVENT_BUS_ERROR', 'Kafka is not connected');
      const timestamp = String(recordTime());
      const messages = records.map(({ record: { key, value, headers } }) => ({
        key,
        value,
        headers,
        partition,
        timestamp,
      }));
      used.requests += 1;
      try {
        const response = await used.producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] });
        if (!isAcknowledged(response, topic, partition)) throw notAcknowledged(topic, partition);
      } catch (error) {
        if (isMissingTopic(error) || isTopicForbidden(error)) await renew(used);
        throw error;
      } finally {
        used.requests -= 1;
        if (used.isRetired) void retire(used);
      }
    },
    async disconnect() {
      const last = life;
      life = null;
      await last?.producer.disconnect().catch(() => {});
    },
  };
}

function isAcknowledged(response: readonly RecordMetadata[], topic: string, partition: number): boolean {
  return response.some(
    (part) => part.topicName === topic && part.partition === partition && part.errorCode === 0,
  );
}

/** The client drops records whose partition it does not know, and resolves. */
function notAcknowledged(topic: string, partition: number): Error {
  return Object.assign(new Error(`the response does not name partition ${partition} of ${topic}`), {
    type: 'UNKNOWN_TOPIC_OR_PARTITION',
  });
}
