import { expect } from 'chai';
import type { OutboundRecord } from '../../../../../src/event-bus/index.ts';
import { fakeCluster, protocolError } from './fake-cluster.ts';

const DAY = 86_400_000;
const record = (value: string, key = 'k', topic = 't'): OutboundRecord => ({
  topic,
  key,
  value,
  headers: {},
});
const turn = () => new Promise((resolve) => setImmediate(resolve));
const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('the batches of a Kafka producer', () => {
  it('have the records of one partition, of which at most one batch is in flight, in order', async () => {
    const held: (() => void)[] = [];
    const cluster = fakeCluster(() => new Promise((resolve) => held.push(() => resolve('acknowledged'))));
    cluster.topics['t'] = 3;
    const producer = await cluster.open();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const first = producer.publish(keys.map((key) => record(`${key}1`, key)));
    await turn();
    const partitions = cluster.requests.map(({ partition }) => partition);
    expect(new Set(partitions).size).to.equal(partitions.length).and.to.be.above(1);
    const later = [2, 3].map((number) => producer.publish(keys.map((key) => record(`${key}${number}`, key))));
    await turn();
    expect(cluster.requests).to.have.length(partitions.length);
    held.splice(0).forEach((go) => go());
    await first;
    await turn();
    expect(cluster.requests).to.have.length(partitions.length * 2);
    held.splice(0).forEach((go) => go());
    await Promise.all(later);
    for (const key of keys) {
      const values = cluster.requests.flatMap(({ values: sent }) => sent.filter((value) => value[0] === key));
      expect(values).to.deep.equal([`${key}1`, `${key}2`, `${key}3`]);
    }
  });

  it('have times that do not follow a wall clock which is set while the process runs', async () => {
    const cluster = fakeCluster();
    const producer = await cluster.open();
    const { now } = Date;
    const start = now();
    try {
      for (const days of [0, 1, -2]) {
        Date.now = () => now() + days * DAY;
        await producer.publish([record('v')]);
      }
    } finally {
      Date.now = now;
    }
    const times = cluster.requests.flatMap((request) => request.times);
    expect(times).to.have.length(3);
    for (const time of times) expect(Math.abs(time - start)).to.be.lessThan(DAY / 2);
    expect(times.toSorted()).to.deep.equal(times);
  });

  it('are no larger than a broker accepts by default', async () => {
    const cluster = fakeCluster();
    const producer = await cluster.open();
    const large = Array.from({ length: 30 }, (_, index) => record('é'.repeat(80_000) + index));
    await producer.publish(large);
    await Promise.all(large.map((each) => producer.publish([each])));
    for (const { values } of cluster.requests) {
      expect(values.reduce((sum, value) => sum + Buffer.byteLength(value), 0)).to.be.below(1_048_588);
    }
    expect(cluster.requests.length).to.be.within(8, 16);
    const many = Array.from({ length: 4500 }, (_, index) => record(String(index)));
    cluster.requests.length = 0;
    await producer.publish(many);
    expect(cluster.requests.flatMap(({ values }) => values)).to.deep.equal(many.map(({ value }) => value));
    expect(cluster.requests).to.have.length(5);
  });

  it('become smaller where a topic accepts less, and no record is published twice', async () => {
    const accepted: string[] = [];
    const cluster = fakeCluster(({ values }) => {
      if (values.join('').length > 5000) throw protocolError('MESSAGE_TOO_LARGE');
      accepted.push(...values);
      return 'acknowledged';
    });
    const producer = await cluster.open();
    const values = Array.from({ length: 200 }, (_, index) => String(index).padStart(200, '-'));
    await producer.publish(values.map((value) => record(value)));
    expect(accepted).to.deep.equal(values);
    // The topic's limit is known now.
    cluster.requests.length = 0;
    await producer.publish(values.map((value) => record(value)));
    expect(accepted).to.deep.equal([...values, ...values]);
    expect(cluster.requests.length).to.be.below(25);
  });

  it('lose only the records that the broker can never accept; the others are published once, in order', async () => {
    for (const type of ['MESSAGE_TOO_LARGE', 'INVALID_RECORD']) {
      const accepted: string[] = [];
      const cluster = fakeCluster(({ values }) => {
        if (values.some((value) => value.startsWith('bad'))) throw protocolError(type);
        accepted.push(...values);
        return 'acknowledged';
      });
      const producer = await cluster.open();
      const values = Array.from({ length: 100 }, (_, index) =>
        index % 33 === 5 ? `bad${index}` : String(index),
      );
      const outcomes = await Promise.allSettled(values.map((value) => producer.publish([record(value)])));
      const failed = values.filter((_, index) => outcomes[index]!.status === 'rejected');
      expect(failed).to.deep.equal(values.filter((value) => value.startsWith('bad')));
      expect(accepted).to.deep.equal(values.filter((value) => !value.startsWith('bad')));
      for (const outcome of outcomes.filter(({ status }) => status === 'rejected')) {
        const { reason } = outcome as PromiseRejectedResult;
        expect(reason).to.include({ code: 'INVALID_PARAMETER' });
        expect(String(reason)).to.contain('publishing to t failed: ');
      }
    }
  });

  it('of one call that has a refused record publish its other records, and the call fails', async () => {
    const accepted: string[] = [];
    const cluster = fakeCluster(({ values }) => {
      if (values.includes('bad')) throw protocolError('INVALID_RECORD');
      accepted.push(...values);
      return 'acknowledged';
    });
    const producer = await cluster.open();
    const values = ['1', 'bad', '2', '3'];
    const failure = await rejection(producer.publish(values.map((value) => record(value))));
    expect(failure).to.include({ code: 'INVALID_PARAMETER' });
    expect(accepted).to.deep.equal(['1', '2', '3']);
  });

  it('have no record with a header that is not a string, which is named', async () => {
    const cluster = fakeCluster();
    const producer = await cluster.open();
    const headers = { trace: undefined as unknown as string };
    const failure = await rejection(producer.publish([{ ...record('1'), headers }]));
    expect(failure).to.include({
      code: 'INVALID_PARAMETER',
      message: 'header trace of a record for t is not a string',
    });
    expect(cluster.requests).to.deep.equal([]);
  });
});
