import { Kafka, Partitioners, logLevel, type Admin, type Message, type Producer } from 'kafkajs';
import { startKafka } from '../../test/services/support/services.ts';
import { ALL_TOPICS } from './messages/topics.ts';

/** A broker of the benchmark's own, its topics made, and clients to drive it. */
export interface Broker {
  readonly servers: string;
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly producer: Producer;
  /** Records that were ever written to a topic. */
  count(topic: string): Promise<number>;
  /** Resolves when a topic holds so many, as of `performance.now()`. */
  reaches(topic: string, count: number): Promise<number>;
  fill(topic: string, count: number, message: (number: number) => Message): Promise<void>;
  stop(): Promise<void>;
}

export const PARTITIONS = 4;
const POLL_MS = 20;
const LOOKS_WITHOUT_CHANGE = 3000;

export async function startBroker(): Promise<Broker> {
  const service = await startKafka();
  const kafka = new Kafka({ brokers: [service.servers], clientId: 'bench', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await admin.connect();
  await producer.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: ALL_TOPICS.map((topic) => ({ topic, numPartitions: PARTITIONS, replicationFactor: 1 })),
  });
  const count = async (topic: string): Promise<number> =>
    (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
  return {
    servers: service.servers,
    kafka,
    admin,
    producer,
    count,
    async reaches(topic, wanted) {
      let [last, looks] = [-1, 0];
      for (;;) {
        const present = await count(topic);
        if (present >= wanted) return performance.now();
        [last, looks] = present === last ? [last, looks + 1] : [present, 0];
        if (looks > LOOKS_WITHOUT_CHANGE)
          throw new Error(`${topic} stays at ${present} of ${wanted} records`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    async fill(topic, total, message) {
      for (let from = 0; from < total; from += 1000) {
        const messages = Array.from({ length: Math.min(1000, total - from) }, (_, index) =>
          message(from + index),
        );
        await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] });
      }
    },
    async stop() {
      await producer.disconnect();
      await admin.disconnect();
      await service.stop();
    },
  };
}
