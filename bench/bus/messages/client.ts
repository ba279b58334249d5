import { randomUUID } from 'node:crypto';
import type { Broker } from '../broker.ts';
import { messageByHand, readByHand } from './by-hand.ts';

/** Asks and waits for the answer, in raw kafkajs. */
export interface Client {
  /** Sends a payload on a topic; resolves when an event on the client's topics has its correlation id. */
  ask(topic: string, payload: { readonly entity_id: string }): Promise<void>;
  close(): Promise<void>;
}

/** A client that hears what is published from now on. */
export async function openClient({ kafka, producer }: Broker, topics: readonly string[]): Promise<Client> {
  const consumer = kafka.consumer({ groupId: `client-${randomUUID()}` });
  const waiting = new Map<string, () => void>();
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.FETCH_START, () => resolve());
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: false });
  await consumer.run({
    partitionsConsumedConcurrently: 16,
    async eachMessage({ message: { value } }) {
      const id = readByHand(value)?.correlation_id ?? '';
      waiting.get(id)?.();
      waiting.delete(id);
    },
  });
  await joined;
  return {
    async ask(topic, payload) {
      const correlationId = randomUUID();
      const answered = new Promise<void>((resolve) => {
        waiting.set(correlationId, resolve);
      });
      const message = messageByHand(payload, 'bench.asked', { envelopeId: randomUUID(), correlationId });
      await producer.send({ topic, acks: -1, messages: [message] });
      await answered;
    },
    close: () => consumer.disconnect(),
  };
}

/** Milliseconds that each of `count` calls took, one after another, after a tenth as many that do not count. */
export async function timeEach(count: number, call: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let index = -Math.ceil(count / 10); index < count; index += 1) {
    const begun = performance.now();
    await call();
    if (index >= 0) times.push(performance.now() - begun);
  }
  return times;
}
