import { expect } from 'chai';
import type { ProducerBatch } from 'kafkajs';
import type { OutboundRecord } from '../../../src/event-bus/index.ts';
import { createBatchingProducer } from '../../../src/event-bus/kafka/batching-producer.ts';

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
