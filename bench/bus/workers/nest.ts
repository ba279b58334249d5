/**
 * The same work in a NestJS microservice on Kafka: validated by the same model, the answer acknowledged by all replicas
 * before the offset is committed. It keeps no answers, so it recognises nothing that is delivered again.
 * Decorators are called as the functions they are, since Node runs this file as it is. What is used of NestJS is typed
 * here: it is installed for this measurement alone.
 */
import { createRequire } from 'node:module';
import { Partitioners, logLevel, type Producer } from 'kafkajs';
import { answerId, messageByHand, type Received } from '../messages/by-hand.ts';
import { OrderInput, OrderOutput, priceOrder } from '../messages/order.ts';
import { COMMANDS, COMPLETED, LETTERS } from '../messages/topics.ts';
import { reportFirst } from './first.ts';

type Decorate = (...target: unknown[]) => void;

interface KafkaContext {
  getMessage(): { readonly key: Buffer | null; readonly value: unknown };
  getProducer(): Producer;
}

interface Service {
  listen(): Promise<void>;
  close(): Promise<void>;
}

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { Controller, Module } = require('@nestjs/common') as {
  Controller(): Decorate;
  Module(parts: { controllers: readonly unknown[] }): Decorate;
};
const { NestFactory } = require('@nestjs/core') as {
  NestFactory: { createMicroservice(module: unknown, options: object): Promise<Service> };
};
const { Ctx, EventPattern, Transport } = require('@nestjs/microservices') as {
  Ctx(): Decorate;
  EventPattern(topic: string): Decorate;
  Transport: { KAFKA: number };
};

const [servers = '', groupId = ''] = process.argv.slice(2);

class OrderController {
  async place(context: KafkaContext): Promise<void> {
    reportFirst();
    const { key, value } = context.getMessage();
    const producer = context.getProducer();
    // NestJS has parsed the value already.
    const { payload, envelope_id: causationId, correlation_id: correlationId } = value as Received;
    const order = OrderInput.safeParse(payload);
    if (!order.success) {
      await producer.send({ topic: LETTERS, acks: -1, messages: [{ key, value: JSON.stringify(value) }] });
      return;
    }
    const priced = { ...OrderOutput.parse(priceOrder(order.data)), operation: 'place' };
    const caused = { envelopeId: answerId(causationId), correlationId, causationId };
    const messages = [messageByHand(priced, 'bench.order-completed', caused)];
    await producer.send({ topic: COMPLETED, acks: -1, messages });
  }
}
Ctx()(OrderController.prototype, 'place', 0);
EventPattern(COMMANDS)(
  OrderController.prototype,
  'place',
  Object.getOwnPropertyDescriptor(OrderController.prototype, 'place')!,
);
Controller()(OrderController);

// oxlint-disable-next-line typescript/no-extraneous-class -- a module is a class to NestJS, whatever is in it
class OrderModule {}
Module({ controllers: [OrderController] })(OrderModule);

const service = await NestFactory.createMicroservice(OrderModule, {
  transport: Transport.KAFKA,
  logger: ['error', 'warn'],
  options: {
    client: { brokers: [servers], clientId: 'nest', logLevel: logLevel.NOTHING },
    consumer: { groupId, maxWaitTimeInMs: 250 },
    producer: { createPartitioner: Partitioners.DefaultPartitioner },
    subscribe: { fromBeginning: true },
    run: { autoCommitInterval: 500, partitionsConsumedConcurrently: 16 },
  },
});
await service.listen();
process.once('SIGTERM', () => void service.close().then(() => process.exit(0)));
