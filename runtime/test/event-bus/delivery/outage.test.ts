import { expect } from 'chai';
import {
  type Clock,
  type FaultyService,
  createClock,
  faultyBus,
  faultyStore,
} from '../../../../test/faults/index.ts';
import { ContentError, OnexError } from '../../../src/errors/index.ts';
import {
  type DeduplicationStore,
  type EventTransport,
  type InMemoryTransport,
  type OutboundRecord,
  type Publication,
  closeEventBus,
  createInMemoryTransport,
  createMemoryDeduplication,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { COMPLETED_TOPIC, DEAD_LETTER_TOPIC, FakeNode, command } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const done: Publication = { topic: COMPLETED_TOPIC, payload: { ok: true } };
const on =
  (topic: string) =>
  (records: readonly OutboundRecord[]): boolean =>
    records.some((record) => record.topic === topic);

/** A node as its owner opens it: every pause and number of tries is the default. */
describe('an outage while a node handles messages', () => {
  let clock: Clock;
  let log: InMemoryTransport;
  let bus: FaultyService<EventTransport>;
  let store: FaultyService<DeduplicationStore>;
  let node: FakeNode;
  let logger: ReturnType<typeof recordingLogger>;

  beforeEach(() => {
    clock = createClock();
    log = createInMemoryTransport({ partitions: 1 });
    bus = faultyBus<EventTransport>(log);
    store = faultyStore(createMemoryDeduplication());
    node = new FakeNode(async () => [done]);
    logger = recordingLogger();
  });
  afterEach(async () => {
    bus.up();
    store.up();
    const closed = closeEventBus(node);
    await clock.advance(60_000);
    await closed;
    clock.restore();
  });

  const open = (): Promise<void> =>
    openEventBus(node, undefined, { transport: bus.service, deduplication: store.service, logger });
  const send = async () => {
    const sent = command({});
    await log.publish([sent]);
    return sent.envelope;
  };
  const answers = () => log.records(COMPLETED_TOPIC).map(({ value }) => parseEnvelope(value));
  const letters = () =>
    log.records(DEAD_LETTER_TOPIC).map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);
  const problems = (): string => [...node.problems.values()].join('; ');

  it('of what a handler needs: 8 tries in 13 s, then the consumer stops, and comes again after 15 s', async () => {
    let down = true;
    node.work = async () => {
      if (down) throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the ledger is unavailable');
      return [done];
    };
    await open();
    await send();
    await clock.advance(12_600);
    expect(node.handled).to.have.length(7);
    expect(problems()).to.contain('wait: the ledger is unavailable');
    await clock.advance(400);
    expect(node.handled).to.have.length(8);
    expect(problems()).to.contain('consumer stopped: the ledger is unavailable');
    await clock.advance(14_000);
    expect(node.handled).to.have.length(8);
    down = false;
    await clock.advance(2000);
    expect(node.handled).to.have.length(9);
    expect([answers().length, letters().length, problems()]).to.deep.equal([1, 0, '']);
  });

  it('of the bus: the handler does its work once, and the answer is published when the bus is back', async () => {
    await open();
    bus.fail('publish', { given: on(COMPLETED_TOPIC), times: 5 });
    await send();
    await clock.advance(1000);
    expect(problems()).to.contain('the bus is unavailable');
    await clock.advance(10_000);
    expect([node.handled.length, answers().length, problems()]).to.deep.equal([1, 1, '']);
  });

  it('of the bus, a second time right after the first', async () => {
    await open();
    const sent = [await send(), await send()];
    for (let outage = 0; outage < 2; outage += 1) {
      bus.down();
      await clock.advance(120_000);
      bus.up();
      await clock.advance(1000);
      bus.down();
      await clock.advance(60_000);
      bus.up();
      await clock.advance(600_000);
    }
    expect(node.handled).to.have.length(2);
    const causes = answers().map(({ metadata }) => metadata.tags['causation_id']);
    expect(new Set(causes)).to.deep.equal(new Set(sent.map(({ envelope_id }) => envelope_id)));
    expect([letters().length, problems()]).to.deep.equal([0, '']);
  });

  it('of the bus that loses an acknowledgement: the answer is published again with the same id', async () => {
    await open();
    bus.fail('publish', { given: on(COMPLETED_TOPIC), effect: 'after' });
    await send();
    await clock.advance(1000);
    const ids = answers().map(({ envelope_id }) => envelope_id);
    expect(ids).to.have.length(2);
    expect(new Set(ids)).to.have.length(1);
    expect(node.handled).to.have.length(1);
  });

  it('of the store: nothing is handled, answered, or dead-lettered, and all of it is when the store is back', async () => {
    await open();
    store.down();
    await send();
    await clock.advance(20_000);
    expect([node.handled.length, answers().length, letters().length]).to.deep.equal([0, 0, 0]);
    expect(problems()).to.contain('consumer stopped: the store is unavailable');
    store.up();
    await clock.advance(20_000);
    expect([node.handled.length, answers().length, problems()]).to.deep.equal([1, 1, '']);
  });

  it('of the store that loses its answer after it has kept the result: the handler does its work once', async () => {
    await open();
    store.fail('once', { effect: 'after' });
    await send();
    await clock.advance(1000);
    expect([node.handled.length, answers().length]).to.deep.equal([1, 1]);
    // Trying again is no duplicate.
    expect(logger.lines.map(({ message }) => message)).not.to.include('duplicate answered again');
  });

  it('of the bus, when a message is to be dead-lettered: it waits, and is dead-lettered once', async () => {
    node.work = async () => {
      throw new ContentError('amount: expected number');
    };
    await open();
    bus.fail('publish', { given: on(DEAD_LETTER_TOPIC), times: 12 });
    await send();
    await clock.advance(14_000);
    expect([letters().length, problems().includes('consumer stopped')]).to.deep.equal([0, true]);
    await clock.advance(60_000);
    expect(letters()).to.have.length(1);
    expect(problems()).to.equal('');
    await clock.advance(600_000);
    expect(letters()).to.have.length(1);
  });

  it('that concerns one value is none: what the bus refuses for good is dead-lettered, and the rest goes on', async () => {
    await open();
    const error = new OnexError('INVALID_PARAMETER', 'the record is too large');
    const first = await send();
    const isOfFirst = (records: readonly OutboundRecord[]): boolean =>
      on(COMPLETED_TOPIC)(records) && String(records[0]?.value).includes(first.envelope_id);
    bus.fail('publish', { given: isOfFirst, times: Infinity, error });
    const second = await send();
    await clock.advance(1000);
    expect(letters().map((letter) => letter['failure_reason'])).to.deep.equal(['the record is too large']);
    expect(answers().map(({ metadata }) => metadata.tags['causation_id'])).to.deep.equal([
      second.envelope_id,
    ]);
    expect(problems()).to.equal('');
  });

  it('that concerns one value: a dead letter that the bus refuses is published without its message', async () => {
    node.work = async () => {
      throw new ContentError('no');
    };
    await open();
    bus.fail('publish', {
      given: on(DEAD_LETTER_TOPIC),
      error: new OnexError('INVALID_PARAMETER', 'the record is too large'),
    });
    await send();
    await clock.advance(1000);
    expect(letters()).to.have.length(1);
    expect(letters()[0]).to.include({ failure_type: 'left_out', failure_reason: 'no' });
  });

  it('lets two instances that get one message at once do it once, and both answer it alike', async () => {
    log = createInMemoryTransport({ partitions: 2 });
    bus = faultyBus<EventTransport>(log);
    const other = new FakeNode(async () => [done]);
    other.instanceId = 'other';
    await open();
    await openEventBus(other, undefined, { transport: log, deduplication: store.service, logger });
    store.meet('once', 2);
    const sent = { ...command({}), key: null };
    await log.publish([sent, sent]);
    await clock.advance(1000);
    expect(store.calls('once')).to.equal(2);
    expect(node.handled.length + other.handled.length).to.equal(1);
    const ids = answers().map(({ envelope_id }) => envelope_id);
    expect(ids).to.deep.equal([ids[0], ids[0]]);
    await closeEventBus(other);
  });

  it('at its start leaves nothing behind, and it can be opened afterwards', async () => {
    bus.fail('subscribe', { times: 1 });
    const error = await open().catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(clock.waiting(), 'timers').to.equal(0);
    await open();
    await send();
    await clock.advance(100);
    expect(answers()).to.have.length(1);
  });

  it('of heartbeats degrades the node, and ends with the next one that is published', async () => {
    const degradations: string[] = [];
    node.setDegraded = (source, problem) => {
      if (degradations.at(-1) !== `${source}: ${problem}`) degradations.push(`${source}: ${problem}`);
    };
    await open();
    const heartbeats = () => log.records('onex.evt.platform.node-heartbeat.v1').length;
    await clock.advance(60_000);
    expect(heartbeats()).to.equal(2);
    bus.down();
    await clock.advance(120_000);
    bus.up();
    await clock.advance(30_000);
    expect(heartbeats()).to.equal(3);
    expect(degradations).to.deep.equal([
      'heartbeat: null',
      'heartbeat: not published: the bus is unavailable',
      'heartbeat: null',
    ]);
  });

  it('at its end does not keep it from closing: a goodbye that nobody acknowledges is given up', async () => {
    await open();
    const gate = bus.hold('publish');
    let closed = false;
    const closing = closeEventBus(node).then(() => (closed = true));
    await clock.advance(4900);
    expect(closed).to.equal(false);
    await clock.advance(200);
    expect(closed).to.equal(true);
    await closing;
    gate.open();
  });
});
