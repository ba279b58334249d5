import { expect } from 'chai';
import { type Clock, createClock, faultyBus } from '../../../../test/faults/index.ts';
import { createMetrics } from '../../../src/health/index.ts';
import { METRICS } from '../../../src/node/index.ts';
import {
  type EventTransport,
  type InMemoryTransport,
  type SubscribeOptions,
  closeEventBus,
  createInMemoryTransport,
  createMemoryDeduplication,
  openEventBus,
} from '../../../src/event-bus/index.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, FakeNode, command, fakeContract } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const REGISTERED = 'onex.evt.platform.node-registered.v1';

/** A node that hears commands of its own and events of the platform. */
function listener(): FakeNode {
  const { topics } = fakeContract();
  const subscribe = [...topics.subscribe, ...topics.subscribe.map((own) => ({ ...own, topic: REGISTERED }))];
  return new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }], {
    topics: { ...topics, subscribe },
  });
}

describe('what an opened node consumes', () => {
  let clock: Clock;
  let log: InMemoryTransport;
  let node: FakeNode;
  const logger = recordingLogger();
  beforeEach(() => {
    clock = createClock();
    log = createInMemoryTransport({ partitions: 1 });
    node = listener();
  });
  afterEach(async () => {
    await closeEventBus(node);
    clock.restore();
  });
  const event = (topic: string) => ({ ...command({}), topic });

  it('is every command that waits, and of the platform what comes from now on', async () => {
    await log.publish([event(COMMAND_TOPIC), event(REGISTERED)]);
    await openEventBus(node, undefined, { transport: log, logger });
    await log.publish([event(REGISTERED)]);
    await clock.advance(100);
    expect(node.handled.map(({ topic }) => topic)).to.deep.equal([COMMAND_TOPIC, REGISTERED]);
  });

  it('is read in the group that the contract writes, and of the platform in one beside it', async () => {
    const groups: string[] = [];
    const watched: EventTransport = {
      ...log,
      subscribe(options: SubscribeOptions) {
        groups.push(options.groupId);
        return log.subscribe(options);
      },
    };
    const { topics } = listener().contract;
    node = new FakeNode(async () => [], { topics, consumerGroup: 'shop.payments' });
    await openEventBus(node, undefined, { transport: watched, logger });
    expect(groups).to.include.members(['shop.payments', 'shop.payments.platform']);
  });

  it('is nothing when a part of it cannot be subscribed to: the rest is given up', async () => {
    const stopped: string[] = [];
    const watched: EventTransport = {
      ...log,
      async subscribe(options: SubscribeOptions) {
        const subscription = await log.subscribe(options);
        return {
          rest: (ms) => subscription.rest(ms),
          async stop() {
            stopped.push(...options.topics);
            await subscription.stop();
          },
        };
      },
    };
    const bus = faultyBus(watched);
    bus.fail('subscribe', { given: ({ topics }) => topics.includes(REGISTERED) });
    const error = await openEventBus(node, undefined, { transport: bus.service, logger }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(stopped).to.include(COMMAND_TOPIC);
    await log.publish([event(COMMAND_TOPIC)]);
    await clock.advance(100);
    expect(node.handled).to.deep.equal([]);
  });

  it('is counted, with what comes of it', async () => {
    const metrics = createMetrics({ node: 'n' });
    Object.assign(node, {
      container: { find: (token: unknown) => (token === METRICS ? metrics : undefined) },
    });
    await openEventBus(node, undefined, { transport: log, logger });
    const sent = event(COMMAND_TOPIC);
    await log.publish([sent, sent, { ...sent, value: 'no JSON' }]);
    await clock.advance(30_000);
    const { body } = await metrics.text();
    const value = (name: string, labels = ''): string | undefined =>
      body
        .split('\n')
        .find((line) => line.startsWith(name) && line.includes(labels))
        ?.split(' ')
        .at(-1);
    const of = `topic="${COMMAND_TOPIC}"`;
    expect({
      consumed: value('onex_bus_consumed_total', of),
      duplicates: value('onex_bus_duplicates_total', of),
      letters: value('onex_bus_dead_letters_total', of),
      published: value('onex_bus_published_total', `topic="${COMPLETED_TOPIC}"`),
      heartbeat: value('onex_heartbeat_timestamp_seconds'),
    }).to.deep.equal({
      consumed: '3',
      duplicates: '1',
      letters: '1',
      published: '2',
      heartbeat: String(clock.now() / 1000),
    });
  });

  it('leaves open what others own: the transport and the store that were given', async () => {
    const deduplication = createMemoryDeduplication();
    let closed = 0;
    const given = { ...deduplication, close: async () => void (closed += 1) };
    await openEventBus(node, undefined, { transport: log, deduplication: given, logger });
    expect(node.shutdownSignal.signal.aborted).to.equal(false);
    await closeEventBus(node);
    expect([closed, node.shutdownSignal.signal.aborted]).to.deep.equal([0, true]);
    await log.publish([event(COMMAND_TOPIC)]);
    expect(log.records(COMMAND_TOPIC)).to.have.length(1);
  });
});
