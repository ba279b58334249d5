/**
 * The same work in a Moleculer service with `@moleculer/channels` on Kafka: validated by the same model, the answer
 * acknowledged by all replicas before the offset is committed, which its adapter does after each message. It keeps no
 * answers, so it recognizes nothing that is delivered again. What is used of Moleculer is typed here: it is installed for
 * this measurement alone.
 */
import { createRequire } from 'node:module';
import { Partitioners, logLevel, type Message } from 'kafkajs';
import { answerId, messageByHand, type Received } from '../messages/by-hand.ts';
import { OrderInput, OrderOutput, priceOrder } from '../messages/order.ts';
import { COMMANDS, COMPLETED, LETTERS } from '../messages/topics.ts';
import { reportFirst } from './first.ts';

interface Broker {
  createService(schema: object): unknown;
  start(): Promise<void>;
  stop(): Promise<void>;
  sendToChannel(topic: string, payload: unknown, options: object): Promise<void>;
}

const require = createRequire(import.meta.url);
const { ServiceBroker } = require('moleculer') as { ServiceBroker: new (options: object) => Broker };
const { Middleware } = require('@moleculer/channels') as { Middleware(options: object): unknown };

const [servers = '', groupId = ''] = process.argv.slice(2);

const broker = new ServiceBroker({
  logger: false,
  middlewares: [
    Middleware({
      adapter: {
        type: 'Kafka',
        options: {
          kafka: {
            brokers: [servers],
            logLevel: logLevel.NOTHING,
            producerOptions: { createPartitioner: Partitioners.DefaultPartitioner },
            consumerOptions: { maxWaitTimeInMs: 250 },
          },
        },
      },
    }),
  ],
});

const publish = (topic: string, { key, value, headers }: Message): Promise<void> =>
  broker.sendToChannel(topic, value, { raw: true, key, headers, acks: -1 });

broker.createService({
  name: 'orders',
  channels: {
    [COMMANDS]: {
      group: groupId,
      kafka: { fromBeginning: true, partitionsConsumedConcurrently: 16 },
      async handler(received: Received): Promise<void> {
        reportFirst();
        const { payload, envelope_id: causationId, correlation_id: correlationId } = received;
        const order = OrderInput.safeParse(payload);
        if (!order.success) {
          await publish(LETTERS, { key: null, value: JSON.stringify(received) });
          return;
        }
        const priced = { ...OrderOutput.parse(priceOrder(order.data)), operation: 'place' };
        const caused = { envelopeId: answerId(causationId), correlationId, causationId };
        await publish(COMPLETED, messageByHand(priced, 'bench.order-completed', caused));
      },
    },
  },
});
await broker.start();
process.once('SIGTERM', () => void broker.stop().then(() => process.exit(0)));
