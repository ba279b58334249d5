import { Kafka, logLevel } from 'kafkajs';
import { createKafkaTransport } from '../../runtime/src/event-bus/kafka/index.ts';
import { recordingLogger } from '../../runtime/test/event-bus/recording-logger.ts';
import { describeTransport } from '../../runtime/test/event-bus/transport-conformance.ts';
import { type KafkaService, startKafka } from './support/services.ts';

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
