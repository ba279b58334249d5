import { expect } from 'chai';
import { Kafka, logLevel } from 'kafkajs';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { describeTransport } from '../../../runtime/test/event-bus/transports/transport-conformance.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

let broker: KafkaService;
before(async function () {
  this.timeout(240_000);
  broker = await startKafka();
});
after(() => broker?.stop());

describeTransport('Kafka', () => ({
  partitions: 4,
  open: () =>
    createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger: recordingLogger(),
      backoff: { initialMs: 1, maxMs: 5 },
    }),
  async createTopic(topic, numPartitions) {
    const admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
    await admin.disconnect();
  },
}));

describe('the retention that Kafka reports', () => {
  const DAY = 86_400_000;

  it('is that of each topic with the time until a segment is closed, and none for a compacted topic', async () => {
    const admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const entries = (values: Readonly<Record<string, string>>) =>
      Object.entries(values).map(([name, value]) => ({ name, value }));
    await admin.createTopics({
      topics: [
        {
          topic: 'days',
          configEntries: entries({ 'retention.ms': String(2 * DAY), 'segment.ms': String(DAY) }),
        },
        { topic: 'compacted', configEntries: entries({ 'cleanup.policy': 'compact' }) },
        { topic: 'unlimited', configEntries: entries({ 'retention.ms': '-1' }) },
      ],
      waitForLeaders: true,
    });
    await admin.disconnect();
    const transport = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger: recordingLogger(),
    });
    const retention = await transport.retentionMs?.(['days', 'compacted', 'unlimited']);
    expect(Object.fromEntries(retention ?? [])).to.deep.equal({
      days: 3 * DAY,
      compacted: null,
      unlimited: null,
    });
  });
});
