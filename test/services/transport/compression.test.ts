import { expect } from 'chai';
import kafkajs from 'kafkajs';
import type { EventTransport, Subscription } from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const { CompressionTypes } = kafkajs;
const MiB = 1024 * 1024;

describe('compressed messages on Kafka', () => {
  let broker: KafkaService;
  let transport: EventTransport;
  let kafka: kafkajs.Kafka;
  let subscription: Subscription | undefined;
  const got: string[] = [];
  const problems: (string | null)[] = [];
  let errors = 0;
  before(async function () {
    this.timeout(240_000);
    broker = await startKafka();
    kafka = new kafkajs.Kafka({ brokers: [broker.servers], logLevel: kafkajs.logLevel.NOTHING });
    transport = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger: recordingLogger(),
      creation: { partitions: 1 },
    });
    await transport.connect();
  });
  beforeEach(() => {
    got.length = 0;
    problems.length = 0;
    errors = 0;
  });
  afterEach(() => subscription?.stop());
  after(async () => {
    await transport?.close();
    await broker?.stop();
  });

  const subscribe = async (topic: string): Promise<void> => {
    await transport.missingTopics([topic]);
    subscription = await transport.subscribe({
      groupId: `group-${topic}`,
      topics: [topic],
      from: 'earliest',
      handle: async ({ value }) => void got.push(String(value)),
      onProblem: (problem, condition) => void (condition === 'membership' && problems.push(problem)),
      onError: () => (errors += 1),
    });
  };
  const publish = (topic: string, value: string) =>
    transport.publish([{ topic, key: 'k', value, headers: {} }]);
  const publishCompressed = async (topic: string, value: string, compression: kafkajs.CompressionTypes) => {
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic, compression, messages: [{ key: 'k', value }] });
    await producer.disconnect();
  };

  it('are read where they are gzip or zstd', async () => {
    const topic = 'onex.evt.test.packed.v1';
    await subscribe(topic);
    await publishCompressed(topic, 'gzip', CompressionTypes.GZIP);
    await publishCompressed(topic, 'zstd', CompressionTypes.ZSTD);
    await publish(topic, 'plain');
    await until(() => got.length === 3);
    expect(got).to.deep.equal(['gzip', 'zstd', 'plain']);
  });

  for (const codec of ['gzip', 'snappy', 'lz4', 'zstd']) {
    it(`are read as a broker compresses them, and a bomb becomes no burden: ${codec}`, async () => {
      const topic = `onex.evt.test.${codec}.v1`;
      const admin = kafka.admin();
      await admin.connect();
      await admin.createTopics({
        waitForLeaders: true,
        topics: [
          {
            topic,
            numPartitions: 1,
            configEntries: [
              { name: 'compression.type', value: codec },
              { name: 'max.message.bytes', value: String(4 * MiB) },
            ],
          },
        ],
      });
      await admin.disconnect();
      await subscribe(topic);
      const text = Array.from({ length: 2000 }, (_, index) => `message ${index * index}`).join(' ');
      await publish(topic, text);
      await publishCompressed(topic, '0'.repeat(40 * MiB), CompressionTypes.GZIP);
      await publish(topic, 'after');
      await until(() => got.length === 3);
      expect(got[0]).to.equal(text);
      expect([got[1]?.length, got[2]]).to.deep.equal([1024, 'after']);
      expect(problems.filter((problem) => problem !== null)).to.deep.equal([]);
      expect(errors).to.equal(0);
    });
  }
});
