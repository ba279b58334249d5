import { expect } from 'chai';
import type { OutboundRecord } from '../../../runtime/src/event-bus/index.ts';
import { type LedgerBench, ledgerCommand, openLedgerBench } from './ledger-bench.ts';

/** Longer than a hand-over and a join may take together. */
const SLOW = 'slow-60000';

describe('handlers that are slow', function () {
  this.timeout(180_000);
  let bench: LedgerBench;
  beforeEach(async () => {
    bench = await openLedgerBench({ partitions: 2 });
  });
  afterEach(() => bench?.stop());

  const quick = (name: string, count: number): readonly OutboundRecord[] =>
    Array.from({ length: count }, (_, index) => ledgerCommand(`${name}:${index}`, `quick-${index % 30}`));
  const done = (name: string): number =>
    [...bench.completed].filter((id) => id.startsWith(`${name}:`)).length;

  it('lets messages of other keys pass slow ones, while the group rebalances too', async () => {
    await bench.startNode('one');
    await bench.send(
      Array.from({ length: 4 }, (_, index) => ledgerCommand(`${SLOW}-${index}`, `slow-${index}`)),
    );
    await bench.send(quick('first', 50));
    await bench.until(() => done('first') === 50);
    await bench.send(quick('second', 50));
    await bench.until(() => done('second') === 50);
    await bench.startNode('two');
    await bench.send(quick('third', 50));
    await bench.until(() => done('third') === 50);
    expect([...bench.completed].filter((id) => id.startsWith('slow-'))).to.deep.equal([]);
    const booked = (await bench.ledger()).map(({ id }) => id);
    console.log(`      4 slow messages: 150 quick ones on the same partitions, ${booked.length} booked`);
    expect(booked).to.have.length(150);
    expect(new Set(booked).size).to.equal(150);
  });
});
