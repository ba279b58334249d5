/** The least that a process on Kafka is: a producer and a consumer of kafkajs, with nothing to do. */
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import { COMMANDS } from '../messages/topics.ts';

const [servers = '', groupId = ''] = process.argv.slice(2);

const kafka = new Kafka({ brokers: [servers], clientId: 'idle', logLevel: logLevel.NOTHING });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 250 });
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [COMMANDS] });
await consumer.run({ eachMessage: async () => {} });
process.once('SIGTERM', () => process.exit(0));
