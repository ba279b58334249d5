import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import type { InboundRecord } from '../../../../../src/event-bus/index.ts';
import {
  HAND_OVER_MS,
  type InFlightWork,
  createInFlightWork,
} from '../../../../../src/event-bus/transports/kafka/consumer/in-flight-work.ts';
import {
  type PartitionWork,
  createPartitionWork,
} from '../../../../../src/event-bus/transports/partitions/index.ts';
import { type Clock, createClock } from '../../../../../../test/faults/index.ts';

const record = (partition: number, offset: number): InboundRecord => ({
  topic: 't',
  partition,
  offset: BigInt(offset),
  key: null,
  value: null,
  headers: {},
  timestamp: 0,
});

describe('what a consumer has in hand', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock();
  });
  afterEach(() => clock.restore());

  const setUp = () => {
    const errors: unknown[] = [];
    const reported: string[] = [];
    const commits: Record<string, string>[] = [];
    const failures: Error[] = [];
    const begun: string[] = [];
    const held = new Map<string, PromiseWithResolvers<boolean>>();
    const inFlight: InFlightWork = createInFlightWork({
      onError: (error) => void errors.push(error),
      onCommitted: (topic, partition) => void reported.push(`${topic}/${partition}`),
    });
    inFlight.commitWith(async (offsets) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      commits.push(
        Object.fromEntries(
          (offsets?.topics ?? []).flatMap(({ topic, partitions }) =>
            partitions.map(({ partition, offset }) => [`${topic}/${partition}`, offset]),
          ),
        ),
      );
    });
    const handle = async ({ partition, offset }: InboundRecord): Promise<boolean> => {
      const name = `${partition}:${offset}`;
      begun.push(name);
      let isDone = false;
      await inFlight.run(async () => {
        isDone = await (held.get(name)?.promise ?? true);
      });
      return isDone;
    };
    const work = (partition: number): PartitionWork =>
      inFlight.partition('t', partition, (isHeld) =>
        createPartitionWork(
          { concurrency: 10, stopping: new AbortController().signal, handle, onDone: () => inFlight.done() },
          isHeld,
        ),
      );
    const add = (partition: number, ...offsets: number[]): void =>
      work(partition).add(
        offsets.map((offset) => record(partition, offset)),
        BigInt(offsets.at(-1) ?? -1),
      );
    const hold = (name: string): PromiseWithResolvers<boolean> => {
      const gate = Promise.withResolvers<boolean>();
      held.set(name, gate);
      return gate;
    };
    return { inFlight, add, hold, begun, commits, failures, errors, reported };
  };

  it('is committed for all partitions together, soon after it is done, and not again', async () => {
    const { add, commits, reported } = setUp();
    add(0, 0, 1);
    add(1, 7);
    await clock.advance(500);
    expect(commits).to.deep.equal([{ 't/0': '2', 't/1': '8' }]);
    expect(reported).to.deep.equal(['t/0', 't/1']);
    await clock.advance(5000);
    expect(commits).to.have.length(1);
    expect(clock.waiting()).to.equal(0);
  });

  it('is committed up to the first record that is not done', async () => {
    const { add, hold, commits } = setUp();
    const slow = hold('0:1');
    add(0, 0, 1, 2, 3);
    await clock.advance(500);
    expect(commits).to.deep.equal([{ 't/0': '1' }]);
    slow.resolve(true);
    await clock.advance(500);
    expect(commits.at(-1)).to.deep.equal({ 't/0': '4' });
  });

  it('is committed again after a failure, which is reported', async () => {
    const { add, commits, failures, errors } = setUp();
    failures.push(new Error('no coordinator'), new Error('still none'));
    add(0, 0);
    await clock.advance(1500);
    expect(commits).to.deep.equal([{ 't/0': '1' }]);
    expect(errors).to.have.length(2);
  });

  it('is waited for and committed before the group is joined again; nothing begins meanwhile', async () => {
    const { inFlight, add, hold, begun, commits } = setUp();
    const slow = hold('0:0');
    add(0, 0);
    let isOver = false;
    const handingOver = inFlight.handOver().then(() => (isOver = true));
    add(0, 1);
    await clock.advance(HAND_OVER_MS - 1);
    expect([isOver, begun]).to.deep.equal([false, ['0:0']]);
    slow.resolve(true);
    await handingOver;
    expect(commits).to.deep.equal([{ 't/0': '1' }]);
  });

  it('is waited for no longer than half a session, and goes on in a partition that is kept', async () => {
    const { inFlight, add, hold, begun, commits } = setUp();
    inFlight.assigned({ t: [0, 1] }, 'me');
    const kept = hold('0:0');
    const lost = hold('1:0');
    add(0, 0, 1);
    add(1, 0);
    let isOver = false;
    void inFlight.handOver().then(() => (isOver = true));
    await clock.advance(HAND_OVER_MS);
    expect(isOver).to.equal(true);
    inFlight.assigned({ t: [0] }, 'me');
    // The client fetches again from what is committed.
    add(0, 0, 1, 2);
    kept.resolve(true);
    lost.resolve(true);
    await clock.advance(1000);
    expect(begun).to.deep.equal(['0:0', '0:1', '1:0', '0:2']);
    expect(commits.at(-1)).to.deep.equal({ 't/0': '3' });
    expect(commits.filter((commit) => 't/1' in commit)).to.deep.equal([]);
  });

  it('is lost when the member is another one than before, since others may have had its partitions', async () => {
    const { inFlight, add, hold, begun, commits } = setUp();
    inFlight.assigned({ t: [0] }, 'me');
    const slow = hold('0:0');
    add(0, 0);
    inFlight.assigned({ t: [0] }, 'me again');
    slow.resolve(true);
    await clock.advance(1000);
    expect(commits).to.deep.equal([]);
    add(0, 5);
    await clock.advance(1000);
    expect([begun, commits]).to.deep.equal([['0:0', '0:5'], [{ 't/0': '6' }]]);
  });

  it('begins anew in a partition that is read from another place on', async () => {
    const { inFlight, add, begun, commits } = setUp();
    add(0, 7, 8);
    await nextTurn();
    inFlight.forget('t', 0);
    add(0, 0, 1);
    await clock.advance(500);
    expect(begun).to.deep.equal(['0:7', '0:8', '0:0', '0:1']);
    expect(commits).to.deep.equal([{ 't/0': '2' }]);
  });

  it('is committed behind marks of transactions that come without a record', async () => {
    const { inFlight, add, hold, commits } = setUp();
    const slow = hold('0:0');
    add(0, 0);
    inFlight.skipped('t', 0, 4n);
    inFlight.skipped('t', 1, 9n);
    await clock.advance(500);
    expect(commits).to.deep.equal([]);
    slow.resolve(true);
    await clock.advance(500);
    expect(commits).to.deep.equal([{ 't/0': '5' }]);
  });

  it('is none when no record is in a handler, and what is done is committed by then', async () => {
    const { inFlight, add, hold, commits } = setUp();
    const slow = hold('0:0');
    add(0, 0);
    let isNone = false;
    const none = inFlight.none().then(() => (isNone = true));
    await clock.advance(60_000);
    expect(isNone).to.equal(false);
    slow.resolve(true);
    await none;
    expect(commits).to.deep.equal([{ 't/0': '1' }]);
    expect(clock.waiting()).to.equal(0);
  });
});
