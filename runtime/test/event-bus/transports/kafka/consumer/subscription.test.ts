import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import type { SubscribeOptions } from '../../../../../src/event-bus/index.ts';
import { startKafkaSubscription } from '../../../../../src/event-bus/transports/kafka/consumer/subscription.ts';
import { type Clock, createClock } from '../../../../../../test/faults/index.ts';
import { fakeKafka } from './fake-kafka.ts';

const TOPIC = 'onex.cmd.test.subscribe.v1';
const missing = Object.assign(new Error('no such topic'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });

describe('a subscription to Kafka', () => {
  let clock: Clock;
  let problems: (string | null)[];
  let lags: (number | null)[];
  beforeEach(() => {
    clock = createClock();
    problems = [];
    lags = [];
  });
  afterEach(() => clock.restore());

  const setUp = (more: Partial<SubscribeOptions> = {}) => {
    const fake = fakeKafka({ [TOPIC]: [{ low: '3', high: '50' }] });
    const start = () =>
      startKafkaSubscription({
        ...fake.client,
        subscription: {
          groupId: 'group',
          topics: [TOPIC],
          from: 'earliest',
          handle: async () => {},
          onProblem: (problem) => void problems.push(problem),
          onLag: (_topic, _partition, records) => void lags.push(records),
          ...more,
        },
        concurrency: 1,
        backoff: { initialMs: 1, maxMs: 1 },
      });
    const die = (error = new Error('gone')): void =>
      fake.consumers.at(-1)?.emit('CRASH', { error, restart: false });
    const joins = (): void =>
      fake.consumers.at(-1)?.emit('GROUP_JOIN', { memberAssignment: { [TOPIC]: [0] } });
    return { ...fake, start, die, joins };
  };

  it('fails when the group cannot be joined, and leaves no timer', async () => {
    const { start, failures, consumers } = setUp();
    failures['connect'] = [new Error('refused')];
    const error = await start().catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(consumers[0]?.calls.slice(-2)).to.deep.equal(['stop', 'disconnect']);
    expect(clock.waiting()).to.equal(0);
  });

  it('begins at the end where only new records are wanted', async () => {
    const { start, joins, consumers, committed } = setUp({ from: 'latest' });
    const subscription = await start();
    joins();
    await nextTurn();
    expect(consumers[0]?.sought.map(({ offset }) => offset)).to.deep.equal(['50']);
    expect([...committed.values()]).to.deep.equal(['50']);
    await subscription.stop();
  });

  it('has no problem once it has joined', async () => {
    const { start, joins } = setUp();
    const subscription = await start();
    joins();
    expect(problems).to.deep.equal([null]);
    await subscription.stop();
  });

  it('asks every ten seconds how far it is behind, and again after a failure', async () => {
    const { start, joins, failures } = setUp();
    const subscription = await start();
    joins();
    failures['fetchTopicOffsets'] = [new Error('no leader')];
    await clock.advance(10_000);
    expect(lags).to.deep.equal([]);
    await clock.advance(10_000);
    expect(lags).to.deep.equal([47]);
    await subscription.stop();
    expect(lags).to.deep.equal([47, null]);
  });

  it('joins again after a pause when the client gives up, and leaves the dead consumer', async () => {
    const { start, die, consumers } = setUp();
    const subscription = await start();
    die();
    await clock.advance(499);
    expect(consumers).to.have.length(1);
    expect(consumers[0]?.calls.slice(-2)).to.deep.equal(['stop', 'disconnect']);
    await clock.advance(1);
    expect(consumers).to.have.length(2);
    await subscription.stop();
  });

  it('pauses longer after each death, until a consumer has lived for ten seconds', async () => {
    const { start, die, joins, consumers } = setUp();
    const subscription = await start();
    die();
    await clock.advance(500);
    joins();
    expect(problems).to.not.include(null);
    await clock.advance(9000);
    die();
    await clock.advance(999);
    expect(consumers).to.have.length(2);
    await clock.advance(1);
    expect(consumers).to.have.length(3);
    await clock.advance(10_000);
    expect(problems).to.not.include(null);
    joins();
    await clock.advance(10_000);
    expect(problems.at(-1)).to.equal(null);
    die();
    await clock.advance(500);
    expect(consumers).to.have.length(4);
    await subscription.stop();
  });

  it('joins again until it succeeds, and reports each distinct problem once', async () => {
    const { start, die, failures, consumers } = setUp();
    const subscription = await start();
    failures['connect'] = [new Error('refused'), new Error('refused')];
    die();
    await clock.advance(500 + 100 + 200);
    expect(consumers).to.have.length(4);
    expect(problems.filter((problem) => problem?.includes('refused'))).to.have.length(1);
    expect(problems).to.have.length(2);
    await subscription.stop();
  });

  it('joins again at once when a topic is missing, which others report', async () => {
    const { start, die, failures, consumers } = setUp();
    const subscription = await start();
    failures['connect'] = [missing];
    die(missing);
    await clock.advance(0);
    expect(consumers).to.have.length(2);
    await clock.advance(100);
    expect(consumers).to.have.length(3);
    expect(problems).to.have.length(1);
    await subscription.stop();
  });

  it('waits for the record in hand when it stops, leaves the group, and joins no more', async () => {
    const held = Promise.withResolvers<void>();
    const { start, consumers, die } = setUp({ handle: () => held.promise });
    const subscription = await start();
    const delivered = consumers[0]?.deliver(TOPIC, [3]);
    await nextTurn();
    let isStopped = false;
    const stopped = subscription.stop().then(() => (isStopped = true));
    await clock.advance(6000);
    expect(isStopped).to.equal(false);
    held.resolve();
    await Promise.all([stopped, delivered, subscription.stop()]);
    expect(consumers[0]?.calls.filter((call) => call === 'disconnect')).to.have.length(1);
    die();
    await clock.advance(120_000);
    expect(consumers).to.have.length(1);
    expect(clock.waiting()).to.equal(0);
  });

  it('stops while it waits to join again', async () => {
    const { start, die, consumers } = setUp();
    const subscription = await start();
    die();
    await nextTurn();
    await subscription.stop();
    await clock.advance(120_000);
    expect(consumers).to.have.length(1);
  });

  it('stops after five seconds when the broker does not answer', async () => {
    const { start, client } = setUp();
    const { consumer: create } = client.kafka;
    client.kafka.consumer = (config) => ({ ...create(config!), stop: () => new Promise(() => {}) });
    const subscription = await start();
    let isStopped = false;
    void subscription.stop().then(() => (isStopped = true));
    await clock.advance(4999);
    expect(isStopped).to.equal(false);
    await clock.advance(1);
    expect(isStopped).to.equal(true);
  });
});
