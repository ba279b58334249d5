import { expect } from 'chai';
import type { ProducerBatch } from 'kafkajs';
import type { OutboundRecord } from '../../../src/event-bus/index.ts';
import {
  type BatchingProducer,
  createBatchingProducer,
} from '../../../src/event-bus/kafka/batching-producer.ts';

const record = (value: string, topic = 't'): OutboundRecord => ({ topic, key: 'k', value, headers: {} });
const tooLarge = Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });

/** A client that answers when the test says so. */
function heldClient(answer: (values: string[]) => void = () => {}) {
  const sent: string[][] = [];
  const held: (() => void)[] = [];
  return {
    sent,
    release: () => held.splice(0).forEach((go) => go()),
    async sendBatch({ acks, topicMessages }: ProducerBatch) {
      expect(acks).to.equal(-1);
      const values = (topicMessages ?? []).flatMap(({ messages }) =>
        messages.map(({ value }) => String(value)),
      );
      sent.push(values);
      await new Promise<void>((resolve) => held.push(resolve));
      answer(values);
      return [];
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('batching producer', () => {
  it('has one request on its way, and puts all that comes up meanwhile into the next, in order', async () => {
    const client = heldClient();
    const producer = createBatchingProducer(client);
    const first = producer.publish([record('1')]);
    await turn();
    const later = [producer.publish([record('2'), record('3', 'u')]), producer.publish([record('4')])];
    await turn();
    expect(client.sent).to.deep.equal([['1']]);
    client.release();
    await first;
    await turn();
    expect(client.sent).to.deep.equal([['1'], ['2', '4', '3']]);
    client.release();
    await Promise.all(later);
  });

  it('resolves only when the request is acknowledged, and drains', async () => {
    const client = heldClient();
    const producer = createBatchingProducer(client);
    let done = '';
    void producer.publish([record('1')]).then(() => (done += 'published '));
    const drained = producer.drain().then(() => (done += 'drained'));
    await turn();
    expect(done).to.equal('');
    client.release();
    await drained;
    expect(done).to.equal('published drained');
  });

  it('lets a record that the broker can never take fail alone', async () => {
    const client = heldClient((values) => {
      if (values.includes('huge')) throw tooLarge;
    });
    const producer = createBatchingProducer(client);
    const outcomes = Promise.allSettled(['1', 'huge', '2'].map((value) => producer.publish([record(value)])));
    for (let round = 0; round < 4; round += 1) {
      await turn();
      client.release();
    }
    const [one, huge, two] = await outcomes;
    expect([one?.status, two?.status]).to.deep.equal(['fulfilled', 'fulfilled']);
    expect((huge as PromiseRejectedResult).reason).to.include({ code: 'INVALID_PARAMETER' });
  });

  it('makes no request larger than a broker takes, whether of many publishers or of one', async () => {
    const value = 'x'.repeat(900_000);
    const records = Array.from({ length: 130 }, () => record(value));
    const publish: ((producer: BatchingProducer) => Promise<unknown>)[] = [
      (producer) => Promise.all(records.map((each) => producer.publish([each]))),
      (producer) => producer.publish(records),
    ];
    for (const publishAll of publish) {
      const counts: number[] = [];
      const producer = createBatchingProducer({
        async sendBatch({ topicMessages }) {
          counts.push(topicMessages?.[0]?.messages.length ?? 0);
          return [];
        },
      });
      await publishAll(producer);
      expect(counts.reduce((sum, count) => sum + count, 0)).to.equal(records.length);
      expect(Math.max(...counts) * value.length).to.be.within(8_000_000, 32_000_000);
    }
  });

  it('puts thousands of records into several requests, in order', async () => {
    const sent: string[] = [];
    let requests = 0;
    const producer = createBatchingProducer({
      async sendBatch({ topicMessages }) {
        requests += 1;
        sent.push(
          ...(topicMessages ?? []).flatMap(({ messages }) => messages.map(({ value }) => String(value))),
        );
        return [];
      },
    });
    const values = Array.from({ length: 4500 }, (_, index) => String(index));
    await producer.publish(values.map((value) => record(value)));
    expect(sent).to.deep.equal(values);
    expect(requests).to.equal(3);
    await producer.publish([]);
    expect(requests).to.equal(3);
  });

  it('sends what one publisher gives one by one where it is too large only together', async () => {
    const sent: string[] = [];
    const producer = createBatchingProducer({
      async sendBatch({ topicMessages }) {
        const values = (topicMessages ?? []).flatMap(({ messages }) =>
          messages.map(({ value }) => String(value)),
        );
        if (values.length > 1 || values[0] === 'huge') throw tooLarge;
        sent.push(...values);
        return [];
      },
    });
    await producer.publish(['1', '2', '3'].map((value) => record(value)));
    expect(sent).to.deep.equal(['1', '2', '3']);
    const refused = await producer
      .publish(['4', 'huge'].map((value) => record(value)))
      .catch((error: unknown) => error);
    expect(refused).to.include({ code: 'INVALID_PARAMETER' });
  });

  it('fails all of a request that the broker did not answer, as the bus being away', async () => {
    const client = heldClient(() => {
      throw new Error('connect ECONNREFUSED');
    });
    const producer = createBatchingProducer(client);
    const outcomes = Promise.allSettled([producer.publish([record('1')]), producer.publish([record('2')])]);
    await turn();
    client.release();
    for (const outcome of await outcomes) {
      expect((outcome as PromiseRejectedResult).reason).to.include({ code: 'EVENT_BUS_ERROR' });
    }
    expect(client.sent).to.have.length(1);
  });
});
