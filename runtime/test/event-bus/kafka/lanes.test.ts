import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import type { InboundRecord } from '../../../src/event-bus/index.ts';
import { runLanes } from '../../../src/event-bus/kafka/lanes.ts';

const record = (offset: number, key: string | null): InboundRecord => ({
  topic: 't',
  partition: 0,
  offset: BigInt(offset),
  key: key === null ? null : Buffer.from(key),
  value: null,
  headers: {},
  timestamp: 0,
});

describe('lanes of a partition', () => {
  it('keep the order of each key, use their breadth and no more, and settle without a gap', async () => {
    const keys = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(keys, fc.integer({ min: 1, max: 4 }), async (names, concurrency) => {
        const records = names.map((name, index) => record(index, name));
        const order = new Map<string, bigint[]>();
        const finished = new Set<bigint>();
        const settled: bigint[] = [];
        let inHand = 0;
        let most = 0;
        await runLanes({
          records,
          concurrency,
          async handle({ key, offset }) {
            inHand += 1;
            most = Math.max(most, inHand);
            const name = key === null ? `none-${offset}` : String(key);
            order.set(name, [...(order.get(name) ?? []), offset]);
            if (offset % 3n === 0n) await sleep(0);
            inHand -= 1;
            finished.add(offset);
            return true;
          },
          onDone(offset) {
            for (let each = 0n; each <= offset; each += 1n) expect(finished.has(each)).to.equal(true);
            settled.push(offset);
          },
          ended: () => false,
        });
        expect(most).to.be.at.most(concurrency);
        for (const offsets of order.values()) {
          expect(offsets).to.deep.equal(offsets.toSorted((one, other) => Number(one - other)));
        }
        expect(finished.size).to.equal(records.length);
        expect(settled.at(-1)).to.equal(records.at(-1)?.offset);
      }),
      { numRuns: 50 },
    );
  });

  it('leave a key alone after a record that was not done, and settle nothing from there on', async () => {
    const handled: bigint[] = [];
    const settled: bigint[] = [];
    await runLanes({
      records: [record(0, 'a'), record(1, 'b'), record(2, 'a'), record(3, 'b'), record(4, 'c')],
      concurrency: 2,
      async handle({ offset }) {
        handled.push(offset);
        return offset !== 1n;
      },
      onDone: (offset) => settled.push(offset),
      ended: () => false,
    });
    expect(handled.toSorted()).to.deep.equal([0n, 1n, 2n, 4n]);
    expect(settled).to.deep.equal([0n]);
  });

  it('begin nothing after the end', async () => {
    const handled: bigint[] = [];
    await runLanes({
      records: [record(0, 'a'), record(1, 'a'), record(2, 'b')],
      concurrency: 1,
      async handle({ offset }) {
        handled.push(offset);
        return true;
      },
      onDone: () => {},
      ended: () => handled.length === 1,
    });
    expect(handled).to.deep.equal([0n]);
  });

  it('go on with other keys after a record that was not done, one at a time as well', async () => {
    const handled: bigint[] = [];
    await runLanes({
      records: [record(0, 'a'), record(1, 'a'), record(2, 'b')],
      concurrency: 1,
      async handle({ offset }) {
        handled.push(offset);
        return offset !== 0n;
      },
      onDone: () => expect.fail('nothing before offset 1 is done'),
      ended: () => false,
    });
    expect(handled).to.deep.equal([0n, 2n]);
  });
});
