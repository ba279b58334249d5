import type { Admin, Kafka, Producer } from 'kafkajs';
import { OnexError } from '../../errors/index.ts';
import { type Backoff, DEFAULT_BACKOFF, backoffMs, pause } from '../backoff.ts';
import type { BusLogger } from '../logger.ts';
import type { EventTransport, Subscription } from '../transport.ts';
import { type BatchingProducer, createBatchingProducer } from './batching-producer.ts';
import { type KafkaEnvironment, kafkaSecurity } from './kafka-config.ts';
import { isPassing, toBusError } from './kafka-error.ts';
import { kafkaLogCreator } from './kafka-logger.ts';
import { startKafkaSubscription } from './subscription.ts';
import { type TopicCreation, missingTopics } from './topics.ts';

export interface KafkaTransportOptions {
  readonly servers: readonly string[];
  readonly clientId: string;
  readonly logger: BusLogger;
  /** Where TLS and SASL are configured. */
  readonly environment?: KafkaEnvironment;
  /** Null: topics that are missing stay missing. */
  readonly creation?: TopicCreation | null;
  /** Most records of one partition in hand at once; those of one key come one after another. Default 16. */
  readonly concurrency?: number;
  /** Pauses before a record is delivered again. */
  readonly backoff?: Backoff;
}

/** Quick to say that a broker is away: whoever connects has a loop of its own. */
const CONNECT_RETRY = { retries: 2, initialRetryTime: 100, maxRetryTime: 1000 };
/** The client repeats most requests of an administrator by itself, but not those that ask a group's coordinator. */
const ADMIN_TRIES = 6;
/** About 13 s, so that a broker that restarts costs no failed message. */
const PUBLISH_RETRY = { retries: 11, initialRetryTime: 100, maxRetryTime: 2000 };

/**
 * The bus on Apache Kafka, through kafkajs.
 * @throws OnexError CONFIGURATION_ERROR when TLS or SASL are configured wrongly.
 */
export async function createKafkaTransport(options: KafkaTransportOptions): Promise<EventTransport> {
  const { servers, concurrency = 16, backoff = DEFAULT_BACKOFF, creation = null } = options;
  const client = await import('kafkajs');
  const kafka: Kafka = new client.default.Kafka({
    ...kafkaSecurity(options.environment ?? {}),
    brokers: [...servers],
    clientId: options.clientId,
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    retry: CONNECT_RETRY,
    logCreator: kafkaLogCreator(options.logger),
  });
  const subscriptions = new Set<Subscription>();
  let connected: { readonly producer: Producer; readonly batching: BatchingProducer } | null = null;

  const withAdmin = async <T>(work: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = kafka.admin({ retry: CONNECT_RETRY });
    try {
      await admin.connect();
      for (let tries = 1; ; tries += 1) {
        try {
          return await work(admin);
        } catch (error) {
          if (tries === ADMIN_TRIES || !isPassing(error)) throw error;
          await pause(backoffMs(tries));
        }
      }
    } catch (error) {
      throw toBusError(error, `Kafka at ${servers.join(', ')}`);
    } finally {
      await admin.disconnect().catch(() => {});
    }
  };

  return {
    kind: 'kafka',
    async connect() {
      if (connected !== null) return;
      await withAdmin((admin) => admin.describeCluster());
      const producer = kafka.producer({
        createPartitioner: client.default.Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
        retry: PUBLISH_RETRY,
      });
      try {
        await producer.connect();
      } catch (error) {
        throw toBusError(error, `Kafka at ${servers.join(', ')}`);
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
        withAdmin,
        subscription,
        concurrency,
        backoff,
      });
      const entry: Subscription = {
        async stop() {
          await started.stop();
          subscriptions.delete(entry);
        },
      };
      subscriptions.add(entry);
      return entry;
    },
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      const closing = connected;
      connected = null;
      if (closing === null) return;
      await closing.batching.drain();
      await closing.producer.disconnect().catch(() => {});
    },
  };
}
