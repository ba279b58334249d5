import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { createInFlightWork } from '../../../../../src/event-bus/transports/kafka/consumer/in-flight-work.ts';
import {
  type JoinOptions,
  joinGroup,
} from '../../../../../src/event-bus/transports/kafka/consumer/join-group.ts';
import { createAssignments } from '../../../../../src/event-bus/transports/kafka/consumer/membership/index.ts';
import { createLag } from '../../../../../src/event-bus/transports/kafka/consumer/offsets/lag.ts';
import { fakeKafka } from './fake-kafka.ts';

const TOPIC = 'onex.cmd.test.join.v1';
const GROUP = 'group';
const missing = Object.assign(new Error('no such topic'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });

function setUp(more: Partial<JoinOptions['subscription']> = {}) {
  const fake = fakeKafka({ [TOPIC]: [{ high: '50' }, { high: '60' }] });
  const seen = {
    joins: 0,
    handled: [] as bigint[],
    errors: [] as unknown[],
    shares: [] as (readonly string[])[][],
    versions: [] as string[],
  };
  const stopping = new AbortController();
  const subscription: JoinOptions['subscription'] = {
    groupId: GROUP,
    topics: [TOPIC],
    from: 'earliest',
    handle: async ({ offset }) => void seen.handled.push(offset),
    onError: (error) => void seen.errors.push(error),
    ...more,
  };
  const start: JoinOptions['start'] = new Map();
  const options: JoinOptions = {
    ...fake.client,
    subscription,
    concurrency: 1,
    backoff: { initialMs: 1, maxMs: 1 },
    lag: createLag({ subscription, withAdmin: fake.client.withAdmin, staleMs: 1000 }),
    inFlight: createInFlightWork(),
    start,
    stopping: stopping.signal,
    assignments: createAssignments({
      onAssignment: ({ gained, lost }) => void seen.shares.push([gained, lost]),
    }),
    onJoin: () => void (seen.joins += 1),
  };
  const begin = (partition: number, offset: string): void =>
    void start.set(`${TOPIC}/${partition}`, { topic: TOPIC, partition, offset });
  return { ...fake, seen, stopping, start, begin, join: () => joinGroup(options) };
}

const joined = { memberAssignment: { [TOPIC]: [0] } };
const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('a member of a consumer group', () => {
  it('takes topics from their beginning, makes none, and handles what it is given', async () => {
    const { join, consumers, seen } = setUp();
    await join();
    const [consumer] = consumers;
    expect(consumer?.calls).to.deep.equal(['connect', 'subscribe from the beginning', 'run']);
    expect(consumer?.config).to.include({ groupId: GROUP, allowAutoTopicCreation: false });
    expect(consumer?.assigners()).to.deep.equal(['RoundRobinAssigner']);
    expect(consumer?.config).to.include({ metadataMaxAge: 5000 });
    await consumer?.deliver(TOPIC, [3, 4]);
    await nextTurn();
    expect(seen.handled).to.deep.equal([3n, 4n]);
  });

  it('that has a version proposes the assignment by version and the one of earlier releases', async () => {
    const { join, consumers } = setUp({ version: '1.2.3' });
    await join();
    expect(consumers[0]?.assigners()).to.deep.equal(['OnexNewestVersion', 'RoundRobinAssigner']);
  });

  it('commits the offset at which it begins, only for its own partitions, and only once', async () => {
    const { join, consumers, committed, begin, start, hooks, seen } = setUp();
    begin(0, '7');
    begin(1, '9');
    hooks.onRun = (consumer) => consumer.emit('GROUP_JOIN', joined);
    await join();
    expect(consumers[0]?.sought).to.deep.equal([{ topic: TOPIC, partition: 0, offset: '7' }]);
    expect([...committed]).to.deep.equal([[`${GROUP} ${TOPIC}/0`, '7']]);
    expect([...start.keys()]).to.deep.equal([`${TOPIC}/1`]);
    committed.clear();
    consumers[0]?.emit('GROUP_JOIN', joined);
    await nextTurn();
    expect(consumers[0]?.sought).to.have.length(1);
    expect(seen.joins).to.equal(2);
  });

  it('keeps an offset that another member has committed meanwhile', async () => {
    const { join, consumers, committed, begin, start, hooks } = setUp();
    begin(0, '7');
    committed.set(`${GROUP} ${TOPIC}/0`, '30');
    hooks.onRun = (consumer) => consumer.emit('GROUP_JOIN', joined);
    await join();
    expect(consumers[0]?.sought).to.deep.equal([]);
    expect(consumers[0]?.calls).to.not.include('commitOffsets');
    expect(committed.get(`${GROUP} ${TOPIC}/0`)).to.equal('30');
    expect(start.size).to.equal(0);
  });

  it('handles no record before it knows where to begin', async () => {
    const { join, consumers, begin, admin, seen } = setUp();
    await join();
    begin(0, '7');
    const held = Promise.withResolvers<void>();
    const { fetchOffsets } = admin;
    admin.fetchOffsets = async (asked) => {
      await held.promise;
      return fetchOffsets(asked);
    };
    consumers[0]?.emit('GROUP_JOIN', joined);
    let isStale = false;
    const delivered = consumers[0]?.deliver(TOPIC, [3], { isStale: () => isStale });
    await nextTurn();
    expect(seen.handled).to.deep.equal([]);
    isStale = true;
    held.resolve();
    await delivered;
    expect(seen.handled).to.deep.equal([]);
    await consumers[0]?.deliver(TOPIC, [7]);
    expect(seen.handled).to.deep.equal([7n]);
  });

  it('does not join, and says why, when it cannot find out where to begin', async () => {
    const { join, consumers, begin, failures, hooks, seen } = setUp();
    begin(0, '7');
    failures['fetchOffsets'] = [new Error('no coordinator')];
    hooks.onRun = (consumer) => consumer.emit('GROUP_JOIN', joined);
    const error = await rejection(join());
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect((error as Error).message).to.equal('joining the group group failed: no coordinator');
    expect(consumers[0]?.calls.slice(-2)).to.deep.equal(['stop', 'disconnect']);
    expect(seen.errors).to.have.length(1);
  });

  for (const method of ['connect', 'subscribe from the beginning', 'run']) {
    it(`that fails to ${method} leaves and reports it, even when leaving fails as well`, async () => {
      const { join, consumers, failures } = setUp();
      failures[method] = [new Error('refused')];
      failures['stop'] = [new Error('not running')];
      failures['disconnect'] = [new Error('not connected')];
      expect(await rejection(join())).to.include({ code: 'EVENT_BUS_ERROR' });
      expect(consumers[0]?.calls.slice(-2)).to.deep.equal(['stop', 'disconnect']);
    });
  }

  it('has not joined when the client gave up during the first try', async () => {
    const { join, hooks, seen } = setUp();
    hooks.onRun = (consumer) => consumer.emit('CRASH', { error: missing, restart: false });
    const error = await rejection(join());
    expect((error as Error).message)
      .to.contain(TOPIC)
      .and.contain('no such topic');
    expect(seen.errors).to.have.length(1);
  });

  it('ends when the client gives up, with the reason', async () => {
    const { join, consumers } = setUp();
    const life = await join();
    consumers[0]?.emit('CRASH', { error: new Error('gone for good'), restart: false });
    expect((await life.ended).message)
      .to.contain('gone for good')
      .and.contain(TOPIC);
  });

  it('never lets the client restart by itself', async () => {
    const { join, consumers } = setUp();
    await join();
    const restart = consumers[0]?.config.retry?.restartOnFailure;
    expect(await restart?.(new Error('gone'))).to.equal(false);
    expect(await restart?.(missing)).to.equal(false);
  });

  it('does not let the client join once the subscription was stopped', async () => {
    const { join, consumers, stopping } = setUp({ version: '1.2.3' });
    await join();
    expect(consumers[0]?.propose).to.not.throw();
    stopping.abort();
    expect(consumers[0]?.propose).to.throw('stopped');
  });

  it('tells which partitions it gained and lost each time the group assigns them', async () => {
    const { join, consumers, seen } = setUp();
    await join();
    for (const partitions of [[0, 1], [1], [1]]) {
      consumers[0]?.emit('GROUP_JOIN', { memberAssignment: { [TOPIC]: partitions } });
    }
    expect(seen.shares).to.deep.equal([
      [[`${TOPIC}/0`, `${TOPIC}/1`], []],
      [[], [`${TOPIC}/0`]],
      [[], []],
    ]);
  });

  it('reports the versions of the group when they change, and a failure to ask for them', async () => {
    const reports: string[] = [];
    const { join, consumers, failures, seen } = setUp({
      onVersions: (versions) => void reports.push(versions.join()),
    });
    await join();
    for (let round = 0; round < 2; round += 1) {
      consumers[0]?.emit('GROUP_JOIN', joined);
      await nextTurn();
    }
    expect(reports).to.deep.equal(['1.2.3']);
    failures['describeGroups'] = [new Error('not authorized')];
    consumers[0]?.emit('GROUP_JOIN', joined);
    await nextTurn();
    expect(seen.errors).to.have.length(1);
  });
});
