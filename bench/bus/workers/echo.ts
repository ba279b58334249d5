/** Answers the commands of the workflow's three steps, in raw kafkajs: who asks makes the difference. */
import { randomUUID } from 'node:crypto';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import { messageByHand, readByHand } from '../messages/by-hand.ts';
import { STEPS, stepCommand, stepCompleted } from '../messages/topics.ts';

const [servers = '', groupId = ''] = process.argv.slice(2);

const kafka = new Kafka({ brokers: [servers], clientId: 'echo', logLevel: logLevel.NOTHING });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const consumer = kafka.consumer({ groupId });
const answers = new Map(STEPS.map((step) => [stepCommand(step), stepCompleted(step)]));

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [...answers.keys()], fromBeginning: false });
await consumer.run({
  partitionsConsumedConcurrently: 16,
  async eachBatch({ batch }) {
    const topic = answers.get(batch.topic)!;
    const messages = batch.messages.flatMap(({ value }) => {
      const envelope = readByHand(value);
      if (envelope === null) return [];
      const { envelope_id: causationId, correlation_id: correlationId, payload } = envelope;
      const caused = { envelopeId: randomUUID(), correlationId, causationId };
      return [messageByHand({ entity_id: String(payload['entity_id']) }, 'bench.step-completed', caused)];
    });
    await producer.send({ topic, acks: -1, messages });
  },
});

process.once('SIGTERM', () => {
  void consumer
    .disconnect()
    .then(() => producer.disconnect())
    .then(() => process.exit(0));
});
