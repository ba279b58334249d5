import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import type { InboundRecord } from '../../../../src/event-bus/index.ts';
import {
  LOOK_AHEAD,
  MOST_WAITING,
  createPartitionWork,
} from '../../../../src/event-bus/transports/partitions/index.ts';

const record = (offset: number, key: string | null): InboundRecord => ({
  topic: 't',
  partition: 0,
  offset: BigInt(offset),
  key: key === null ? null : Buffer.from(key),
  value: null,
  headers: {},
  timestamp: 0,
});

interface Given {
  readonly concurrency?: number;
  readonly handle?: (record: InboundRecord, signal: AbortSignal) => Promise<boolean>;
  readonly isHeld?: boolean;
}

function setUp({ concurrency = 100, handle = async () => true, isHeld = false }: Given = {}) {
  const begun: number[] = [];
  const positions: bigint[] = [];
  const stopping = new AbortController();
  const work = createPartitionWork(
    {
      concurrency,
      stopping: stopping.signal,
      handle(each, signal) {
        begun.push(Number(each.offset));
        return handle(each, signal);
      },
      onDone: () => void positions.push(work.position() ?? -1n),
    },
    isHeld,
  );
  const add = (from: number, keys: readonly (string | null)[], end = from + keys.length - 1): void =>
    work.add(
      keys.map((key, index) => record(from + index, key)),
      BigInt(end),
    );
  return { work, begun, positions, stopping, add };
}

/** A handler that a test lets go on, record by record. */
function gates() {
  const held = new Map<number, PromiseWithResolvers<boolean>>();
  const gate = (offset: number): PromiseWithResolvers<boolean> => {
    const known = held.get(offset) ?? Promise.withResolvers<boolean>();
    held.set(offset, known);
    return known;
  };
  return { gate, handle: ({ offset }: InboundRecord) => gate(Number(offset)).promise };
}

describe('the work of a partition', () => {
  it('keeps the order of each key over batches, its limit, and commits nothing beyond what is not done', async () => {
    const batches = fc.array(fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 12 }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 4 }), async (given, concurrency) => {
        const order = new Map<string, number[]>();
        const done = new Set<number>();
        let active = 0;
        let most = 0;
        const { work, add, positions } = setUp({
          concurrency,
          async handle({ key, offset }) {
            most = Math.max(most, (active += 1));
            const name = key === null ? `none-${offset}` : String(key);
            order.set(name, [...(order.get(name) ?? []), Number(offset)]);
            if (offset % 3n === 0n) await sleep(0);
            if (offset % 5n === 0n) await nextTurn();
            active -= 1;
            done.add(Number(offset));
            for (let each = 0; each < Number(work.position()); each += 1)
              expect(done.has(each)).to.equal(true);
            return true;
          },
        });
        let next = 0;
        for (const keys of given) {
          add(next, keys);
          next += keys.length;
          if (next % 2 === 0) await nextTurn();
        }
        for (let turn = 0; turn < 500 && done.size < next; turn += 1) await sleep(0);
        expect(done.size).to.equal(next);
        expect(most).to.be.at.most(concurrency);
        for (const offsets of order.values())
          expect(offsets).to.deep.equal(offsets.toSorted((one, other) => one - other));
        await nextTurn();
        expect(work.position()).to.equal(next === 0 ? null : BigInt(next));
        expect(positions).to.deep.equal(positions.toSorted((one, other) => Number(one - other)));
      }),
      { numRuns: 50 },
    );
  });

  it('lets other keys of later batches pass a slow one, and its own wait', async () => {
    const { gate, handle } = gates();
    const { work, add, begun } = setUp({ handle });
    add(0, ['slow', 'a']);
    gate(1).resolve(true);
    add(2, ['slow', 'b']);
    gate(3).resolve(true);
    await nextTurn();
    expect(begun).to.deep.equal([0, 1, 3]);
    expect(work.position()).to.equal(0n);
    gate(0).resolve(true);
    gate(2).resolve(true);
    await nextTurn();
    expect(begun).to.deep.equal([0, 1, 3, 2]);
    expect(work.position()).to.equal(4n);
  });

  it('passes a slow key only up to the look-ahead', async () => {
    const { gate, handle } = gates();
    const { work, add } = setUp({
      handle: (each) => (each.offset === 0n ? handle(each) : Promise.resolve(true)),
    });
    add(0, ['slow']);
    for (let from = 1; from < LOOK_AHEAD; from += 100)
      add(
        from,
        Array.from({ length: 100 }, () => null),
      );
    await nextTurn();
    expect(work.hasRoom()).to.equal(false);
    let isRoomy = false;
    void work.room().then(() => (isRoomy = true));
    await nextTurn();
    expect(isRoomy).to.equal(false);
    gate(0).resolve(true);
    await nextTurn();
    expect([isRoomy, work.hasRoom()]).to.deep.equal([true, true]);
  });

  it('has no room while too many records wait, until half of them do not any more', async () => {
    const { gate, handle } = gates();
    const { work, add } = setUp({ handle, concurrency: 1 });
    add(
      0,
      Array.from({ length: MOST_WAITING + 1 }, () => 'a'),
    );
    expect(work.hasRoom()).to.equal(false);
    let isRoomy = false;
    void work.room().then(() => (isRoomy = true));
    for (let offset = 0; offset <= MOST_WAITING / 2; offset += 1) {
      expect(isRoomy).to.equal(false);
      gate(offset).resolve(true);
      await nextTurn();
    }
    gate(MOST_WAITING / 2 + 1).resolve(true);
    await nextTurn();
    expect(isRoomy).to.equal(true);
  });

  it('leaves out what it took before', async () => {
    const { work, add, begun } = setUp();
    add(5, ['a', 'b', 'c']);
    add(6, ['b', 'c', 'd']);
    await nextTurn();
    expect(begun).to.deep.equal([5, 6, 7, 8]);
    expect(work.position()).to.equal(9n);
  });

  it('counts marks after the last record as done, when all before them is', async () => {
    const { gate, handle } = gates();
    const { work, add } = setUp({ handle });
    add(5, ['a'], 8);
    expect(work.position()).to.equal(5n);
    gate(5).resolve(true);
    await nextTurn();
    expect(work.position()).to.equal(9n);
  });

  it('counts offsets that are missing as done', async () => {
    const { work } = setUp();
    work.add([record(3, 'a'), record(9, 'b')], 9n);
    await nextTurn();
    expect(work.position()).to.equal(10n);
  });

  it('keeps the key of a record that was not done waiting, and hands it over again', async () => {
    let isDone = false;
    const { work, add, begun } = setUp({ handle: async ({ offset }) => offset !== 0n || isDone });
    add(0, ['a', 'b', 'a']);
    await nextTurn();
    expect(begun).to.deep.equal([0, 1]);
    expect(work.position()).to.equal(0n);
    isDone = true;
    work.resume();
    await nextTurn();
    expect(begun).to.deep.equal([0, 1, 0, 2]);
    expect(work.position()).to.equal(3n);
  });

  it('begins nothing while it is held, and goes on afterwards', async () => {
    const { work, add, begun } = setUp({ isHeld: true });
    add(0, ['a', 'b']);
    await nextTurn();
    expect(begun).to.deep.equal([]);
    work.resume();
    await nextTurn();
    expect(begun).to.deep.equal([0, 1]);
    work.hold();
    add(2, ['c']);
    await nextTurn();
    expect(begun).to.deep.equal([0, 1]);
  });

  for (const end of ['is lost', 'is of a consumer that stops'] as const) {
    it(`begins nothing once it ${end}, and the handlers of records in hand are told`, async () => {
      const { gate, handle } = gates();
      const signals: AbortSignal[] = [];
      const { work, add, begun, stopping } = setUp({
        concurrency: 1,
        handle: (each, signal) => (signals.push(signal), handle(each)),
      });
      add(0, ['a', 'b']);
      if (end === 'is lost') work.lose();
      else stopping.abort();
      expect(signals[0]?.aborted).to.equal(true);
      gate(0).resolve(true);
      await nextTurn();
      expect(begun).to.deep.equal([0]);
      expect([work.position(), work.active()]).to.deep.equal([1n, 0]);
    });
  }
});
