import { expect } from 'chai';
import type { OutboundRecord } from '../../../../../src/event-bus/index.ts';
import { isNodeFault } from '../../../../../src/errors/index.ts';
import { fakeCluster, protocolError } from './fake-cluster.ts';

const record = (value: string, topic = 't'): OutboundRecord => ({ topic, key: 'k', value, headers: {} });
const turn = () => new Promise((resolve) => setImmediate(resolve));
const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('an acknowledgement of a Kafka producer', () => {
  it('comes only after a response that names the partition: records that the client drops are sent again', async () => {
    let drops = 3;
    const accepted: string[] = [];
    const cluster = fakeCluster(({ values }) => {
      if ((drops -= 1) >= 0) return 'dropped';
      accepted.push(...values);
      return 'acknowledged';
    });
    const producer = await cluster.open();
    await Promise.all(['1', '2', '3'].map((value) => producer.publish([record(value)])));
    expect(accepted).to.deep.equal(['1', '2', '3']);
    expect(drops).to.be.below(0);
  });

  it('comes after as many attempts as an outage takes, in the order of the records', async () => {
    let attempts = 0;
    const accepted: string[] = [];
    const cluster = fakeCluster(({ values }) => {
      if ((attempts += 1) < 6) throw new Error('connect ECONNREFUSED');
      accepted.push(...values);
      return 'acknowledged';
    });
    const producer = await cluster.open();
    const published = ['1', '2'].map((value) => producer.publish([record(value)]));
    await turn();
    published.push(producer.publish([record('3')]));
    await Promise.all(published);
    expect(accepted).to.deep.equal(['1', '2', '3']);
    expect(cluster.log[0]).to.equal('connect 1 with 0 retries');
  });

  it('does not come after the deadline; the error names the reason, and later records are published', async () => {
    let isDown = true;
    const cluster = fakeCluster(() => {
      if (isDown) throw new Error('connect ECONNREFUSED');
      return 'acknowledged';
    });
    const producer = await cluster.open({ deadlineMs: 40 });
    const failure = await rejection(producer.publish([record('1')]));
    expect(failure).to.include({ code: 'EVENT_BUS_ERROR' });
    expect((failure as Error).message).to.equal(
      'publishing to t failed: connect ECONNREFUSED (no acknowledgement within 0.04 s)',
    );
    isDown = false;
    await producer.publish([record('2')]);
    expect(cluster.requests.at(-1)?.values).to.deep.equal(['2']);
  });

  it('is not awaited beyond the deadline where the broker hangs, and the partition still has one request', async () => {
    const held: (() => void)[] = [];
    const cluster = fakeCluster(() => new Promise((resolve) => held.push(() => resolve('acknowledged'))));
    const producer = await cluster.open({ deadlineMs: 40 });
    for (const value of ['1', '2']) {
      const failure = await rejection(producer.publish([record(value)]));
      expect((failure as Error).message).to.contain('the broker does not answer');
    }
    expect(cluster.requests.map(({ values }) => values)).to.deep.equal([['1']]);
    const third = producer.publish([record('3')]);
    held.splice(0).forEach((go) => go());
    await turn();
    expect(cluster.requests.map(({ values }) => values)).to.deep.equal([['1'], ['3']]);
    held.splice(0).forEach((go) => go());
    await third;
  });

  it('is not awaited where a login is refused: a person must repair that first', async () => {
    const cluster = fakeCluster(() => {
      throw protocolError('SASL_AUTHENTICATION_FAILED');
    });
    const producer = await cluster.open();
    expect(await rejection(producer.publish([record('1')]))).to.satisfy(isNodeFault);
    expect(cluster.requests).to.have.length(1);
  });

  it('is awaited by drain, and no more after close', async () => {
    const held: (() => void)[] = [];
    const cluster = fakeCluster(() => new Promise((resolve) => held.push(() => resolve('acknowledged'))));
    const producer = await cluster.open();
    await producer.drain();
    const events: string[] = [];
    const first = producer.publish([record('1')]).then(() => events.push('published'));
    const drained = producer.drain().then(() => events.push('drained'));
    await turn();
    expect(events).to.deep.equal([]);
    held.splice(0).forEach((go) => go());
    await Promise.all([first, drained]);
    expect(events).to.deep.equal(['published', 'drained']);
    const second = rejection(producer.publish([record('2')]));
    await producer.close();
    const messages = [await second, await rejection(producer.publish([record('3')]))].map(
      (error) => (error as Error).message,
    );
    const closed = 'publishing failed: Kafka was closed before it acknowledged';
    expect(messages).to.deep.equal([closed, closed]);
  });
});
