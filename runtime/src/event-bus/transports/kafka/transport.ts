import { OnexError } from '../../../errors/index.ts';
import { type Backoff, DEFAULT_BACKOFF } from '../../retry/index.ts';
import type { EventTransport, Subscription } from '../transport.ts';
import { CLOSE_LIMIT_MS, within } from '../../../values/async/index.ts';
import { type KafkaClientOptions, createKafkaClient } from './client/index.ts';
import { type KafkaProducer, PUBLISH_DEADLINE_MS, createKafkaProducer } from './producer/index.ts';
import { startKafkaSubscription } from './consumer/index.ts';
import { topicRetention, type TopicCreation, hiddenTopics, missingTopics } from './cluster/index.ts';

export interface KafkaTransportOptions extends KafkaClientOptions {
  /** Null if missing topics are not created. */
  readonly creation?: TopicCreation | null;
  /**
   * Maximum number of records of one partition in progress at once. Those of one key are handled one after another.
   * Default 256.
   */
  readonly concurrency?: number;
  /** Pauses before a record is redelivered. */
  readonly backoff?: Backoff;
  /** How long a record may wait for its acknowledgment, in ms. Default 13,000. */
  readonly publishDeadlineMs?: number;
}

/**
 * The bus on Apache Kafka, through kafkajs.
 * @throws OnexError CONFIGURATION_ERROR if TLS or SASL is configured wrongly.
 */
export async function createKafkaTransport(options: KafkaTransportOptions): Promise<EventTransport> {
  const {
    concurrency = 256,
    backoff = DEFAULT_BACKOFF,
    creation = null,
    publishDeadlineMs = PUBLISH_DEADLINE_MS,
  } = options;
  const { kafka, library, principal, withAdmin } = await createKafkaClient(options);
  const subscriptions = new Set<Subscription>();
  /** A broker may answer only after the transport was closed. */
  let closed = false;
  let connected: KafkaProducer | null = null;

  return {
    kind: 'kafka',
    publishDeadlineMs,
    durable: true,
    opensInBackground: true,
    async connect() {
      if (connected !== null) return;
      closed = false;
      await withAdmin((admin) => admin.describeCluster());
      const producer = createKafkaProducer({
        servers: options.servers,
        kafka,
        library,
        principal,
        withAdmin,
        deadlineMs: publishDeadlineMs,
      });
      await producer.connect();
      if (closed) {
        await producer.close();
        throw new OnexError('EVENT_BUS_ERROR', 'The Kafka client was closed before it was connected');
      }
      connected = producer;
    },
    publish(records) {
      if (connected !== null) return connected.publish(records);
      return Promise.reject(new OnexError('EVENT_BUS_ERROR', 'Kafka is not connected'));
    },
    retentionMs: (topics) => withAdmin((admin) => topicRetention(admin, topics)),
    missingTopics: (topics) => withAdmin((admin) => missingTopics(admin, topics, creation, principal)),
    hiddenTopics: async (topics) => ({
      principal,
      topics: await withAdmin((admin) => hiddenTopics(admin, topics)),
    }),
    async subscribe(subscription) {
      const started = await startKafkaSubscription({
        kafka,
        library,
        principal,
        withAdmin,
        subscription,
        concurrency,
        backoff,
      });
      if (closed) {
        await started.stop();
        throw new OnexError('EVENT_BUS_ERROR', 'The Kafka client was closed before it joined the group');
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
      // Records that a broker does not acknowledge in time fail when the connection is closed.
      await within(CLOSE_LIMIT_MS, closing.drain());
      await within(CLOSE_LIMIT_MS, closing.close());
    },
  };
}
