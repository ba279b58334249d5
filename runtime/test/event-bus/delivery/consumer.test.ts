import { expect } from 'chai';
import {
  type Clock,
  type FaultyService,
  createClock,
  createGate,
  faultyBus,
} from '../../../../test/faults/index.ts';
import { OnexError } from '../../../src/errors/index.ts';
import { type EventTransport, createInMemoryTransport } from '../../../src/event-bus/index.ts';
import { type Consumer, type MessageHandler, startConsumer } from '../../../src/event-bus/delivery/index.ts';
import { recordingLogger } from '../recording-logger.ts';

const TOPIC = 'onex.cmd.billing.payment-requested.v1';
const unavailable = (): OnexError => new OnexError('DEPENDENCY_UNAVAILABLE', 'the ledger is unavailable');

describe('a consumer whose records cannot be handled', () => {
  let clock: Clock;
  let bus: FaultyService<EventTransport>;
  let problems: (string | null)[];
  /** When the group was joined, in seconds since the start. */
  let joins: number[];
  let consumer: Consumer | undefined;
  let logger: ReturnType<typeof recordingLogger>;

  beforeEach(() => {
    clock = createClock(0);
    bus = faultyBus<EventTransport>(createInMemoryTransport({ partitions: 2 }));
    problems = [];
    joins = [];
    logger = recordingLogger();
  });
  afterEach(async () => {
    const stopped = consumer?.stop();
    await clock.advance(10_000);
    await stopped;
    clock.restore();
  });

  async function consume(handle: MessageHandler): Promise<void> {
    const transport: EventTransport = {
      ...bus.service,
      kind: 'in-memory',
      publish: bus.service.publish,
      subscribe(options) {
        joins.push(clock.now() / 1000);
        return bus.service.subscribe(options);
      },
    };
    consumer = await startConsumer({
      transport,
      subscription: { groupId: 'g', topics: [TOPIC], from: 'earliest' },
      handle,
      logger,
      onProblem: (problem) => problems.push(problem),
    });
  }
  const publish = (value: string, key = 'k') =>
    bus.service.publish([{ topic: TOPIC, key, value, headers: {} }]);

  it('leaves its group, and joins it again after 15 s, then after twice as long each time, up to 5 min', async () => {
    await consume(async () => {
      throw unavailable();
    });
    await publish('a');
    await clock.advance(1_200_000);
    const pauses = joins.slice(1).map((time, index) => Math.round(time - joins[index]!));
    expect(pauses).to.deep.equal([15, 30, 60, 120, 240, 300, 300]);
    expect(problems.at(-1)).to.equal('consumer stopped: the ledger is unavailable');
  });

  it('begins with the shortest pause again after a record was handled', async () => {
    let down = true;
    const handled: string[] = [];
    await consume(async ({ value }) => {
      if (down) throw unavailable();
      handled.push(String(value));
    });
    await publish('a');
    await clock.advance(100_000);
    expect(joins.map(Math.round)).to.deep.equal([0, 15, 45]);
    down = false;
    await clock.advance(60_000);
    expect(handled).to.deep.equal(['a']);
    expect(problems.at(-1)).to.equal(null);

    down = true;
    const again = clock.now() / 1000;
    await publish('b');
    await clock.advance(20_000);
    expect(Math.round(joins.at(-1)! - again), 'the pause of a second outage').to.equal(15);
    down = false;
    await clock.advance(40_000);
    expect(handled).to.deep.equal(['a', 'b']);
    expect(problems.at(-1)).to.equal(null);
  });

  it('goes on trying to join while the bus is unavailable, in growing pauses, and then handles what waited', async () => {
    let down = true;
    const handled: string[] = [];
    await consume(async ({ value }) => {
      if (down) throw unavailable();
      handled.push(String(value));
    });
    await publish('a');
    await clock.advance(1000);
    bus.down();
    await clock.advance(100_000);
    expect(joins.map(Math.round)).to.deep.equal([0, 15, 45]);
    expect(
      logger.lines.filter(({ message }) => message === 'consumer could not join its group'),
    ).to.have.length(2);
    bus.up();
    down = false;
    await clock.advance(60_000);
    expect(handled).to.deep.equal(['a']);
    expect(problems.at(-1)).to.equal(null);
  });

  /** Keys of records that lie in partition 0 and in partition 1. */
  async function publishOneEach(): Promise<void> {
    for (const key of [null, null])
      await bus.service.publish([{ topic: TOPIC, key, value: 'x', headers: {} }]);
  }

  it('has a problem while a record of any partition waits, and none when the last has been handled', async () => {
    const gates = [createGate(), createGate()];
    await consume(async ({ partition }, _signal, onTrouble) => {
      onTrouble(unavailable());
      await gates[partition]!.pass();
    });
    await publishOneEach();
    await clock.advance(0);
    expect(problems).to.deep.equal(Array(2).fill(`messages of ${TOPIC} wait: the ledger is unavailable`));
    expect(consumer?.active()).to.equal(2);
    gates[0]!.open();
    await clock.advance(0);
    expect(problems.at(-1), 'one of two is handled').to.be.a('string');
    expect(consumer?.active()).to.equal(1);
    gates[1]!.open();
    await clock.advance(0);
    expect(problems.at(-1)).to.equal(null);
    expect(consumer?.active()).to.equal(0);
  });

  it('has no problem left of a record that another instance has handled meanwhile', async () => {
    const log = createInMemoryTransport({ partitions: 2 });
    bus = faultyBus<EventTransport>(log);
    let down = true;
    await consume(async (_record, _signal, onTrouble) => {
      if (down) onTrouble(unavailable());
      if (down) throw unavailable();
      onTrouble(unavailable());
    });
    await bus.service.publish([{ topic: TOPIC, key: null, value: 'x', headers: {} }]);
    await clock.advance(1000);
    expect(problems.at(-1)).to.contain('consumer stopped');
    const other = await log.subscribe({
      groupId: 'g',
      topics: [TOPIC],
      from: 'earliest',
      handle: async () => {},
    });
    await clock.advance(1000);
    await other.stop();
    down = false;
    await clock.advance(20_000);
    await bus.service.publish([{ topic: TOPIC, key: null, value: 'y', headers: {} }]);
    await clock.advance(1000);
    expect(problems.at(-1)).to.equal(null);
  });

  it('does not join again for a record whose handling fails while it stops', async () => {
    const gate = createGate();
    await consume(async () => {
      await gate.pass();
      throw unavailable();
    });
    await publish('a');
    await clock.advance(0);
    await gate.reached;
    const stopped = consumer?.stop();
    consumer = undefined;
    gate.open();
    await clock.advance(600_000);
    await stopped;
    expect(joins).to.have.length(1);
    expect(problems).to.deep.equal([]);
  });

  it('stops at once while it pauses, and joins no more', async () => {
    await consume(async () => {
      throw unavailable();
    });
    await publish('a');
    await clock.advance(1000);
    await consumer?.stop();
    consumer = undefined;
    await clock.advance(100_000);
    expect(joins).to.have.length(1);
    expect(clock.waiting(), 'timers').to.equal(0);
  });

  it('does not wait for a bus that never lets it join', async () => {
    await consume(async () => {
      throw unavailable();
    });
    await publish('a');
    await clock.advance(1000);
    const gate = bus.hold('subscribe');
    await clock.advance(15_000);
    await gate.reached;
    let stopped = false;
    const stopping = consumer?.stop().then(() => (stopped = true));
    consumer = undefined;
    await clock.advance(4000);
    expect(stopped).to.equal(false);
    await clock.advance(2000);
    expect(stopped).to.equal(true);
    await stopping;
    gate.open();
    await clock.advance(10_000);
  });

  it('is not started where it cannot join at first', async () => {
    bus.fail('subscribe');
    const error = await consume(async () => undefined).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
  });
});
