import { expect } from 'chai';
import kafkajs from 'kafkajs';
import type { EventTransport, Subscription } from '../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../runtime/src/event-bus/kafka/index.ts';
import { recordingLogger } from '../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../runtime/test/event-bus/until.ts';
import { type KafkaService, startKafka } from './support/services.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** As other clients frame it, in one block of literals. */
async function snappy({ buffer }: { readonly buffer: Buffer }): Promise<Buffer> {
  const literals: Buffer[] = [];
  for (let from = 0; from < buffer.length; from += 60) {
    const chunk = buffer.subarray(from, from + 60);
    literals.push(Buffer.from([(chunk.length - 1) << 2]), chunk);
  }
  const block = Buffer.concat([Buffer.from([(buffer.length & 127) | 128, buffer.length >> 7]), ...literals]);
  const header = Buffer.from('\x82SNAPPY\0\0\0\0\x01\0\0\0\x01\0\0\0\0', 'latin1');
  header.writeInt32BE(block.length, 16);
  return Buffer.concat([header, block]);
}

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

  it('that cannot be read are one problem with its remedy, and consuming goes on once they are gone', async () => {
    const topic = 'onex.evt.test.snappy.v1';
    await subscribe(topic);
    await publish(topic, 'before');
    await until(() => got.length === 1);
    const missing = CompressionCodecs[CompressionTypes.Snappy];
    CompressionCodecs[CompressionTypes.Snappy] = () => ({ compress: snappy });
    try {
      await publishCompressed(topic, 'packed '.repeat(30), CompressionTypes.Snappy);
    } finally {
      CompressionCodecs[CompressionTypes.Snappy] = missing;
    }
    await publish(topic, 'after');
    await until(() => errors >= 3);
    const since = problems.filter((problem) => problem !== null);
    expect(new Set(since)).to.have.length(1);
    expect(since[0]).to.contain('Snappy').and.contain('gzip and zstd can be read');
    const admin = kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
    await admin.disconnect();
    await until(() => got.length === 2);
    expect(got).to.deep.equal(['before', 'after']);
    await until(() => problems.at(-1) === null);
  });
});
