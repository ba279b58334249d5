import type { Producer } from 'kafkajs';
import { OnexError } from '../../errors/index.ts';
import { type Backoff, DEFAULT_BACKOFF } from '../backoff.ts';
import type { EventTransport, Subscription } from '../transport.ts';
import { GOODBYE_MS, within } from '../within.ts';
import { type BatchingProducer, createBatchingProducer } from './batching-producer.ts';
import { type KafkaClientOptions, createKafkaClient } from './client.ts';
import { toBusError } from './kafka-error.ts';
import { startKafkaSubscription } from './subscription.ts';
import { type TopicCreation, missingTopics } from './topics.ts';

export interface KafkaTransportOptions extends KafkaClientOptions {
  /** Null: topics that are missing stay missing. */
  readonly creation?: TopicCreation | null;
  /** Most records of one partition in hand at once; those of one key come one after another. Default 256. */
  readonly concurrency?: number;
  /** Pauses before a record is delivered again. */
  readonly backoff?: Backoff;
}

/** About 13 s, so that a broker that restarts costs no failed message. */
const PUBLISH_RETRY = { retries: 11, initialRetryTime: 100, maxRetryTime: 2000 };

/**
 * The bus on Apache Kafka, through kafkajs.
 * @throws OnexError CONFIGURATION_ERROR when TLS or SASL are configured wrongly.
 */
export async function createKafkaTransport(options: KafkaTransportOptions): Promise<EventTransport> {
  const { servers, concurrency = 256, backoff = DEFAULT_BACKOFF, creation = null } = options;
  const { kafka, library, withAdmin } = await createKafkaClient(options);
  const subscriptions = new Set<Subscription>();
  /** Told to a broker that answers only after nobody waits for it any more. */
  let closed = false;
  let connected: { readonly producer: Producer; readonly batching: BatchingProducer } | null = null;

  return {
    kind: 'kafka',
    async connect() {
      if (connected !== null) return;
      closed = false;
      await withAdmin((admin) => admin.describeCluster());
      const producer = kafka.producer({
        createPartitioner: library.Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
        retry: PUBLISH_RETRY,
      });
      try {
        await producer.connect();
      } catch (error) {
        throw toBusError(error, `Kafka at ${servers.join(', ')}`);
      }
      if (closed) {
        await producer.disconnect().catch(() => {});
        throw new OnexError('EVENT_BUS_ERROR', 'Kafka was let go before it was connected');
      }
      connected = { producer, batching: createBatchingProducer(producer) };
    },
    async publish(records) {
      if (connected === null) throw new OnexError('EVENT_BUS_ERROR', 'Kafka is not connected');
      await connected.batching.publish(records);
    },
    missingTopics: (topics) => withAdmin((admin) => missingTopics(admin, topics, creation)),
    async subscribe(subscription) {
      const started = await startKafkaSubscription({
        kafka,
        library,
        withAdmin,
        subscription,
        concurrency,
        backoff,
      });
      if (closed) {
        await started.stop();
        throw new OnexError('EVENT_BUS_ERROR', 'Kafka was let go before the group was joined');
      }
      const entry: Subscription = {
        rest: (ms) => started.rest(ms),
        async stop() {
          await started.stop();
          subscriptions.delete(entry);
        },
      };
      subscriptions.add(entry);
      return entry;
    },
    async close() {
      closed = true;
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      const closing = connected;
      connected = null;
      if (closing === null) return;
      // What a broker that hangs does not acknowledge fails once the connection is closed.
      await within(GOODBYE_MS, closing.batching.drain());
      await within(
        GOODBYE_MS,
        closing.producer.disconnect().catch(() => {}),
      );
    },
  };
}
