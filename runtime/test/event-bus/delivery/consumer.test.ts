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
import type { ConsumerCondition } from '../../../src/event-bus/readiness/index.ts';
import { recordingLogger } from '../recording-logger.ts';

const TOPIC = 'onex.cmd.billing.payment-requested.v1';
const unavailable = (): OnexError => new OnexError('DEPENDENCY_UNAVAILABLE', 'the ledger is unavailable');

describe('a consumer whose records cannot be handled', () => {
  let clock: Clock;
  let bus: FaultyService<EventTransport>;
  let problems: (string | null)[];
  let conditions: Map<ConsumerCondition, string | null>;
  let isStopping: boolean;
  /** When the group was joined, in seconds since the start. */
  let joins: number[];
  let consumer: Consumer | undefined;
  let logger: ReturnType<typeof recordingLogger>;

  beforeEach(() => {
    clock = createClock(0);
    bus = faultyBus<EventTransport>(createInMemoryTransport({ partitions: 2 }));
    problems = [];
    conditions = new Map();
    isStopping = false;
    joins = [];
    logger = recordingLogger();
  });
  afterEach(async () => {
    isStopping = true;
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
      async subscribe(options) {
        joins.push(clock.now() / 1000);
        const subscription = await bus.service.subscribe(options);
        return {
          stop: () => subscription.stop(),
          async rest(ms) {
            await subscription.rest(ms);
            if (!isStopping) joins.push(clock.now() / 1000);
          },
        };
      },
    };
    consumer = await startConsumer({
      transport,
      subscription: { groupId: 'g', topics: [TOPIC], from: 'earliest' },
      handle,
      logger,
      onProblem(problem, condition) {
        problems.push(problem);
        conditions.set(condition, problem);
      },
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
    expect(problems).to.deep.equal([`messages of ${TOPIC} wait: the ledger is unavailable`]);
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

  it('keeps the problem of a record that waits while records of other keys in its partition succeed', async () => {
    const gate = createGate();
    let report: ((error: unknown) => void) | undefined;
    await consume(async ({ value }, _signal, onTrouble) => {
      if (String(value) !== 'waits') return;
      report = onTrouble;
      onTrouble(unavailable());
      await gate.pass();
    });
    await bus.service.publish([{ topic: TOPIC, key: null, value: 'waits', headers: {} }]);
    await clock.advance(0);
    await publish('succeeds');
    await bus.service.publish([{ topic: TOPIC, key: null, value: 'succeeds', headers: {} }]);
    await clock.advance(1000);
    expect(report).to.be.a('function');
    expect(conditions.get('messages')).to.contain('the ledger is unavailable');
    gate.open();
    await clock.advance(1000);
    expect(conditions.get('messages')).to.equal(null);
  });

  it('does not shorten its pauses because records of other keys succeed', async () => {
    await consume(async ({ value }) => {
      if (String(value) === 'fails') throw unavailable();
    });
    for (const value of ['fails', 'succeeds', 'succeeds']) {
      await bus.service.publish([{ topic: TOPIC, key: null, value, headers: {} }]);
    }
    for (let seconds = 0; seconds < 100; seconds += 10) {
      await bus.service.publish([{ topic: TOPIC, key: null, value: 'succeeds', headers: {} }]);
      await clock.advance(10_000);
    }
    const pauses = joins.slice(1).map((time, index) => Math.round(time - joins[index]!));
    expect(pauses).to.deep.equal([15, 30]);
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
    expect(conditions.get('processing')).to.contain('consumer stopped');
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
    expect([...conditions.values()]).to.deep.equal([null, null]);
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
    isStopping = true;
    await consumer?.stop();
    consumer = undefined;
    await clock.advance(100_000);
    expect(joins).to.have.length(1);
    expect(clock.waiting(), 'timers').to.equal(0);
  });

  it('is not started where it cannot join at first', async () => {
    bus.fail('subscribe');
    const error = await consume(async () => undefined).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
  });
});
