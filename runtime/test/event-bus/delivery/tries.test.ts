import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { type Clock, type FaultyService, createClock, faultyBus } from '../../../../test/faults/index.ts';
import { ContentError, OnexError } from '../../../src/errors/index.ts';
import { backoffMs, pause } from '../../../src/event-bus/retry/backoff.ts';
import type { BusMetrics } from '../../../src/event-bus/observability/bus-metrics.ts';
import { type MessageHandler, createMessageHandler } from '../../../src/event-bus/delivery/index.ts';
import {
  type EventTransport,
  createInMemoryTransport,
  createMemoryDeduplication,
} from '../../../src/event-bus/index.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, FakeNode, command } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const unavailable = (): OnexError => new OnexError('DEPENDENCY_UNAVAILABLE', 'the ledger is unavailable');

describe('the tries of a message', () => {
  let clock: Clock;
  let node: FakeNode;
  let bus: FaultyService<EventTransport>;
  let counted: string[];
  let stopping: AbortController;
  let troubles: unknown[];
  let handle: MessageHandler;

  beforeEach(() => {
    clock = createClock();
    node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }]);
    bus = faultyBus<EventTransport>(createInMemoryTransport());
    counted = [];
    stopping = new AbortController();
    troubles = [];
    const count =
      (name: string) =>
      (topic: string): void =>
        void counted.push(`${name} ${topic.split('.')[3]}`);
    const metrics = {
      consumed: count('consumed'),
      duplicate: count('duplicate'),
      retried: count('retried'),
      deadLettered: count('dead-lettered'),
    } as unknown as BusMetrics;
    handle = createMessageHandler({
      node,
      transport: bus.service,
      deduplication: createMemoryDeduplication(),
      serviceName: 'billing',
      owner: 'local/billing/node_billing_payment_effect',
      metrics,
      logger: recordingLogger(),
      concurrency: 8,
      backoff: { initialMs: 1000, maxMs: 60_000 },
      maxTries: 5,
    });
  });
  afterEach(() => clock.restore());

  const record = (value = command({}).value) => ({
    topic: COMMAND_TOPIC,
    partition: 0,
    offset: 0n,
    key: null,
    value: Buffer.from(value),
    headers: {},
    timestamp: 0,
  });
  /** Begins to handle a record; to what comes of it. */
  function begin(given = record()): { outcome: unknown; ended: Promise<unknown> } {
    const state: { outcome: unknown; ended: Promise<unknown> } = {
      outcome: undefined,
      ended: Promise.resolve(),
    };
    const handled = handle(given, stopping.signal, (error) => troubles.push(error));
    state.ended = handled.then(
      () => (state.outcome = 'handled'),
      (error: unknown) => (state.outcome = error),
    );
    return state;
  }

  it('are counted, with what comes of them', async () => {
    const given = record();
    bus.fail('publish');
    const handling = begin(given);
    await clock.advance(2000);
    await begin(given).ended;
    node.work = async () => {
      throw new ContentError('no');
    };
    await begin(record()).ended;
    expect(handling.outcome).to.equal('handled');
    const topic = 'payment-requested';
    const wanted = ['consumed', 'retried', 'consumed', 'duplicate', 'consumed', 'dead-lettered'];
    expect(counted).to.deep.equal(wanted.map((name) => `${name} ${topic}`));
  });

  it('end without a pause when the node stops meanwhile', async () => {
    node.work = async () => {
      stopping.abort();
      throw unavailable();
    };
    const handling = begin();
    await clock.advance(0);
    expect(handling.outcome).to.include({ message: 'the ledger is unavailable' });
    expect(troubles, 'a record that is left to others is no trouble').to.deep.equal([]);
  });

  it('end when the node stops in a pause: the message is not tried once more', async () => {
    node.work = async () => {
      throw unavailable();
    };
    const handling = begin();
    await clock.advance(500);
    expect([node.handled.length, handling.outcome]).to.deep.equal([1, undefined]);
    stopping.abort();
    await clock.advance(0);
    expect(handling.outcome).to.include({ message: 'the ledger is unavailable' });
    expect(node.handled).to.have.length(1);
    expect(clock.waiting(), 'timers').to.equal(0);
  });

  it('are as many as is said, in pauses that grow', async () => {
    node.work = async () => {
      throw unavailable();
    };
    const handling = begin();
    const seen: number[] = [];
    for (let second = 0; second < 16; second += 1) {
      await clock.advance(1000);
      seen.push(node.handled.length);
    }
    expect(seen).to.deep.equal([2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5]);
    expect(handling.outcome).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(troubles).to.have.length(4);
  });
});

describe('a pause', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  it('of more than 24.8 days does not end at once', async () => {
    let over = false;
    void pause(40 * 86_400_000).then(() => (over = true));
    await clock.advance(20 * 86_400_000);
    expect(over).to.equal(false);
  });

  it('leaves no listener and no timer, however it ends', async () => {
    const stopping = new AbortController();
    const ended = pause(10, stopping.signal);
    await clock.advance(10);
    await ended;
    expect(getEventListeners(stopping.signal, 'abort')).to.have.length(0);
    const cut = pause(10, stopping.signal);
    stopping.abort();
    await cut;
    await pause(10, stopping.signal);
    expect([getEventListeners(stopping.signal, 'abort').length, clock.waiting()]).to.deep.equal([0, 0]);
  });

  it('doubles with every failure, up to the longest', () => {
    const backoff = { initialMs: 100, maxMs: 10_000 };
    const pauses = [1, 2, 3, 7, 8, 1000, 10_000].map((failures) => backoffMs(failures, backoff));
    expect(pauses).to.deep.equal([100, 200, 400, 6400, 10_000, 10_000, 10_000]);
    expect([1, 8, 100].map((failures) => backoffMs(failures))).to.deep.equal([100, 10_000, 10_000]);
  });
});
