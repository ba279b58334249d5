import { expect } from 'chai';
import type { OutboundRecord } from '../../../../../src/event-bus/index.ts';
import { isNodeFault } from '../../../../../src/errors/index.ts';
import { fakeCluster, protocolError } from './fake-cluster.ts';

const record = (value: string, topic = 't', key: string | null = 'k'): OutboundRecord => ({
  topic,
  key,
  value,
  headers: {},
});
const turn = () => new Promise((resolve) => setImmediate(resolve));
const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('the topics of a Kafka producer', () => {
  it('are looked up once, and records wait for that in order', async () => {
    const cluster = fakeCluster();
    cluster.failures.lookUp.push(new Error('connect ECONNREFUSED'));
    const producer = await cluster.open();
    await Promise.all(['1', '2', '3'].map((value) => producer.publish([record(value)])));
    await producer.publish([record('4')]);
    expect(cluster.requests.flatMap(({ values }) => values)).to.deep.equal(['1', '2', '3', '4']);
    expect(cluster.log.filter((line) => line === 'look up t')).to.have.length(2);
  });

  it('may be created while a record waits for them; other topics do not wait', async () => {
    const cluster = fakeCluster();
    const producer = await cluster.open();
    const late = producer.publish([record('late', 'new')]);
    await producer.publish([record('1')]);
    expect(cluster.requests.map(({ topic }) => topic)).to.deep.equal(['t']);
    cluster.topics['new'] = 2;
    await late;
    expect(cluster.requests.at(-1)).to.include({ topic: 'new' });
  });

  it('that are missing until the deadline fail with that reason', async () => {
    const cluster = fakeCluster();
    const producer = await cluster.open({ deadlineMs: 30 });
    const failure = await rejection(producer.publish([record('1', 'none')]));
    expect(failure).to.include({ code: 'EVENT_BUS_ERROR' });
    expect((failure as Error).message)
      .to.contain('none')
      .and.to.contain('UNKNOWN_TOPIC_OR_PARTITION');
  });

  it('that are deleted do not stop the others: the client, which asks for all of them at once, is replaced', async () => {
    const poisoned = new Set<number>();
    const cluster = fakeCluster(({ producer: number }) => {
      if (poisoned.has(number)) throw protocolError('UNKNOWN_TOPIC_OR_PARTITION');
      return 'acknowledged';
    });
    cluster.topics['deleted'] = 1;
    const producer = await cluster.open();
    await producer.publish([record('1'), record('2', 'deleted')]);
    delete cluster.topics['deleted'];
    poisoned.add(1);
    await Promise.all([producer.publish([record('3')]), producer.publish([record('4')])]);
    const last = cluster.requests.at(-1);
    expect([last?.producer, last?.values]).to.deep.equal([2, ['3', '4']]);
    await turn();
    expect(cluster.log.filter((line) => line.startsWith('disconnect'))).to.deep.equal([
      'disconnect 1 with 0 in flight',
    ]);
  });

  it('are used with the partitions that they have now', async () => {
    const cluster = fakeCluster();
    const producer = await cluster.open();
    await producer.publish([record('1')]);
    cluster.topics['t'] = 64;
    await producer.publish([record('2')]);
    const keys = Array.from({ length: 200 }, (_, index) => String(index));
    await producer.publish(keys.map((key) => record(key, 't', key)));
    const partitions = new Set(cluster.requests.map(({ partition }) => partition));
    expect(partitions.size).to.be.above(32);
  });

  it('that were created again with fewer partitions get their records on those', async () => {
    const accepted: string[] = [];
    const cluster = fakeCluster(({ topic, partition, values }) => {
      if (partition >= cluster.topics[topic]!) return 'dropped';
      accepted.push(...values);
      return 'acknowledged';
    });
    cluster.topics['t'] = 64;
    const producer = await cluster.open();
    const keys = Array.from({ length: 50 }, (_, index) => String(index));
    await producer.publish(keys.map((key) => record(key, 't', key)));
    cluster.topics['t'] = 1;
    accepted.length = 0;
    await producer.publish(keys.map((key) => record(key, 't', key)));
    expect(accepted.toSorted()).to.deep.equal(keys.toSorted());
  });

  it('get records without a key on all partitions', async () => {
    const cluster = fakeCluster();
    cluster.topics['t'] = 4;
    const producer = await cluster.open();
    await producer.publish(Array.from({ length: 40 }, (_, index) => record(String(index), 't', null)));
    expect(cluster.requests.map(({ partition }) => partition).toSorted()).to.deep.equal([0, 1, 2, 3]);
    expect(cluster.requests.every(({ values }) => values.length === 10)).to.equal(true);
  });

  it('that this client may not use fail at once, whether looking up or writing is forbidden', async () => {
    const forbidden = protocolError('TOPIC_AUTHORIZATION_FAILED');
    const unseen = fakeCluster();
    unseen.failures.lookUp.push(forbidden);
    const unseenError = await rejection((await unseen.open()).publish([record('1')]));
    expect(unseenError).to.satisfy(isNodeFault);
    expect((unseenError as Error).message).to.equal(
      'publishing to t failed: User:test has no right to WRITE on topic t: grant it, and the node continues by itself',
    );
    const cluster = fakeCluster(({ topic }) => {
      if (topic === 'secret') throw forbidden;
      return 'acknowledged';
    });
    cluster.topics['secret'] = 1;
    const producer = await cluster.open();
    const error = await rejection(producer.publish([record('1', 'secret')]));
    expect(error).to.satisfy(isNodeFault);
    expect((error as Error).message).to.contain('User:test has no right to WRITE on topic secret');
    await producer.publish([record('2')]);
  });
});
