import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  readerOf,
  type FollowTopicsOptions,
} from '../../../../../src/event-bus/transports/kafka/reading/reader.ts';
import type { Following } from '../../../../../src/event-bus/transports/kafka/index.ts';
import { createClock } from '../../../../../../test/faults/index.ts';
import { until } from '../../../until.ts';
import { type FakeLog, fakeLog, partition, protocolError } from './fake-log.ts';

const TOPIC = 'onex.evt.test.read.v1';
const OTHER = 'onex.evt.test.other.v1';
const outage = () =>
  Object.assign(new Error('Closed connection'), { name: 'KafkaJSConnectionClosedError', retriable: true });

describe('following topics', () => {
  let log: FakeLog;
  let reader: ReturnType<typeof readerOf>;
  let found: string[];
  let troubles: (string | null)[];
  beforeEach(() => {
    log = fakeLog({ [TOPIC]: [partition(0, 3), partition(5, 5, 2)], [OTHER]: [partition(0, 0)] });
    reader = readerOf(log.client);
    [found, troubles] = [[], []];
  });
  afterEach(async () => {
    await reader.close();
    await until(() => log.openConnections === 0);
    expect(log.groups).to.deep.equal([]);
  });
  const follow = (more: Partial<FollowTopicsOptions> = {}): Promise<Following> =>
    reader.follow({
      topics: [TOPIC],
      from: 'start',
      onRecord: ({ topic, partition: number, offset }) =>
        void found.push(`${topic === TOPIC ? '' : 'other '}${number}:${offset}`),
      onTrouble: (error) => void troubles.push(error?.message ?? null),
      ...more,
    });

  it('reads what is there, and then what comes, from every broker', async () => {
    const following = await follow();
    await until(() => found.length === 3);
    log.append(TOPIC, 1, 'a');
    log.append(TOPIC, 0, 'b', 'c', 'd', 'e', 'f');
    await until(() => found.length === 9);
    expect(found.filter((place) => place.startsWith('0'))).to.deep.equal(
      Array.from({ length: 8 }, (_, offset) => `0:${offset}`),
    );
    expect(found).to.include('1:5');
    expect(new Set(log.fetches.map((text) => text[0]))).to.deep.equal(new Set(['1', '2']));
    following.stop();
    await following.ended;
  });

  it('reads nothing that was there when it begins now, and misses nothing after that', async () => {
    await follow({ from: 'now' });
    log.append(TOPIC, 0, 'a');
    await until(() => found.length > 0);
    expect(found).to.deep.equal(['0:3']);
  });

  it('reads every record of a partition that a full response leaves out', async () => {
    log.topics.set(TOPIC, [partition(0, 40), partition(0, 40), partition(0, 40)]);
    await follow();
    await until(() => found.length === 120);
    expect(new Set(found).size).to.equal(120);
  });

  it('reads nothing further while a record is not taken', async () => {
    const taken = Promise.withResolvers<void>();
    log.topics.set(TOPIC, [partition(0, 50), partition(0, 50, 2)]);
    await follow({
      onRecord: ({ partition: number, offset }) => {
        found.push(`${number}:${offset}`);
        return taken.promise;
      },
    });
    await sleep(60);
    expect(found).to.have.length(1);
    taken.resolve();
    await until(() => found.length === 100);
  });

  it('goes on after outages, moves of partitions, and removed records, and reads nothing twice', async () => {
    const following = await follow();
    await until(() => found.length === 3);
    log.failures.fetch.push(outage(), protocolError('NOT_LEADER_FOR_PARTITION'));
    log.failures.connect.push(outage());
    log.topics.get(TOPIC)![0]!.leader = 3;
    log.append(TOPIC, 0, 'a');
    await until(() => found.length === 4);
    expect(log.fetches.at(-1)).to.match(/^[23]/u);
    log.topics.set(TOPIC, [partition(90, 92), partition(5, 5, 2)]);
    await following.refresh();
    await until(() => found.length === 6);
    expect(found.slice(3)).to.deep.equal(['0:3', '0:90', '0:91']);
    expect(troubles).to.deep.equal([]);
  });

  it('does not fetch without an end where compaction has removed the last records', async () => {
    log.topics.set(TOPIC, [{ leader: 1, low: 0, end: 9, messages: [{ offset: 0 }] }]);
    await follow();
    await until(() => log.fetches.at(-1) === `1: ${TOPIC}/0@9`);
    expect(log.fetches.length).to.be.lessThan(6);
    log.append(TOPIC, 0, 'a');
    await until(() => found.length === 2);
    expect(found).to.deep.equal(['0:0', '0:9']);
  });

  it('reads partitions that were added, and a topic that was deleted and created again', async () => {
    const following = await follow({ from: 'now' });
    log.topics.get(TOPIC)!.push(partition(0, 2));
    await following.refresh();
    await until(() => found.length === 2);
    log.topics.delete(TOPIC);
    await following.refresh();
    await sleep(30);
    log.topics.set(TOPIC, [partition(0, 1), partition(0, 0), partition(0, 0)]);
    await following.refresh();
    await until(() => found.length === 3);
    expect(found).to.deep.equal(['2:0', '2:1', '0:0']);
  });

  it('counts a topic as followed only once it is', async () => {
    log.append(OTHER, 0, 'a', 'b');
    const following = await follow();
    log.failures.fetchTopicsOffset.push(new Error('no answer'));
    const failure = await following.add([OTHER], 'start').catch((error: unknown) => error);
    expect(failure).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(following.has(OTHER)).to.equal(false);
    await following.add([OTHER], 'start');
    expect(following.has(OTHER)).to.equal(true);
    await until(() => found.includes('other 0:1'));
  });

  it('fails with an error that does not end by itself', async () => {
    const following = await follow();
    log.failures.fetch.push(protocolError('TOPIC_AUTHORIZATION_FAILED', { retriable: false }));
    const error = await following.ended.catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'NodeFault', code: 'EVENT_BUS_ERROR' });
  });

  it('reports an outage that lasts, once, and its end', async () => {
    const clock = createClock();
    try {
      await follow();
      log.failures.connect.push(...Array.from({ length: 12 }, outage));
      log.failures.fetch.push(outage(), outage());
      for (let tries = 0; tries < 200 && troubles.at(-1) !== null; tries += 1) await clock.advance(200);
      expect(troubles).to.deep.equal([
        'reading was interrupted: Closed connection (if this persists, check whether it requires TLS or credentials, and whether it is Kafka)',
        null,
      ]);
    } finally {
      clock.restore();
    }
  });
});
