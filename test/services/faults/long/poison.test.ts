import { once } from 'node:events';
import { expect } from 'chai';
import { type LedgerBench, ledgerCommand, openLedgerBench } from '../ledger-bench.ts';

const DEFAULT_LIMIT = 5;

/** Most of its time goes by until the broker misses the processes that ended. */
describe('a handler that ends its process', function () {
  this.timeout(180_000);
  let bench: LedgerBench;
  before(async () => {
    bench = await openLedgerBench({ partitions: 2 });
  });
  after(() => bench?.stop());

  it('gives a message up that ends every process, and does what is behind it', async () => {
    const behind = Array.from({ length: 100 }, (_, index) =>
      ledgerCommand(`behind:${index}`, `quick-${index % 30}`),
    );
    await bench.send([ledgerCommand('crash-1', 'poison'), ...behind]);
    let starts = 0;
    const isOver = (): boolean => bench.letters.length === 1 && bench.completed.size === 100;
    while (!isOver() && starts <= DEFAULT_LIMIT) {
      starts += 1;
      const node = await bench.startNode(`start-${starts}`).catch(() => null);
      if (node === null || node.signalCode !== null) continue;
      const ended = once(node, 'exit').then(() => true);
      await Promise.race([ended, bench.until(isOver)]);
    }
    await bench.until(isOver);
    console.log(
      `      a message that ends its process: ${starts} starts, 1 dead letter, 100 messages behind it`,
    );
    expect(starts).to.equal(DEFAULT_LIMIT + 1);
    expect(bench.letters[0]).to.match(/poison message/iu);
    expect(new Set((await bench.ledger()).map(({ id }) => id)).size).to.equal(100);
  });
});
