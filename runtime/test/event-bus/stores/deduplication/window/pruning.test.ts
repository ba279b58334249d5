import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { openSqliteDeduplication, type StoreSize } from '../../../../../src/event-bus/index.ts';
import {
  createPruning,
  PRUNED_AT_ONCE,
} from '../../../../../src/event-bus/stores/deduplication/window/index.ts';
import { until } from '../../../until.ts';

const MINUTE = 60_000;

describe('removing expired answers', () => {
  it('takes rounds of a bounded size, lets other work pass in between, and reports the size once', async () => {
    let time = 0;
    let left = 3 * PRUNED_AT_ONCE + 1;
    const rounds: number[] = [];
    const sizes: StoreSize[] = [];
    const pruning = createPruning({
      now: () => time,
      async removeSome() {
        const removed = Math.min(left, PRUNED_AT_ONCE);
        left -= removed;
        rounds.push(removed);
        return removed;
      },
      size: async () => ({ rows: left, bytes: 1 }),
      onSize: (size) => sizes.push(size),
    });
    time = MINUTE;
    pruning.touch();
    await nextTurn();
    expect(rounds).to.have.length(1);
    time = 3 * MINUTE;
    pruning.touch();
    await until(() => sizes.length > 0);
    expect(rounds).to.deep.equal([PRUNED_AT_ONCE, PRUNED_AT_ONCE, PRUNED_AT_ONCE, 1]);
    expect(sizes).to.deep.equal([{ rows: 0, bytes: 1 }]);
  });

  it('ends when the store is closed, with the round under way', async () => {
    let time = 0;
    let rounds = 0;
    const pruning = createPruning({
      now: () => time,
      removeSome: async () => ((rounds += 1), PRUNED_AT_ONCE),
      size: async () => expect.fail('asked for its size after it was closed'),
      onSize() {},
    });
    time = MINUTE;
    pruning.touch();
    pruning.stop();
    await nextTurn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(rounds).to.equal(1);
  });

  it('goes on a minute later after a round that failed', async () => {
    let time = 0;
    let rounds = 0;
    const pruning = createPruning({
      now: () => time,
      async removeSome() {
        rounds += 1;
        throw new Error('locked');
      },
      size: async () => ({ rows: 0, bytes: 0 }),
    });
    for (const minutes of [1, 2]) {
      time = minutes * MINUTE;
      pruning.touch();
      await nextTurn();
    }
    expect(rounds).to.equal(2);
  });

  it('removes any number from SQLite while messages are answered, and reports rows and bytes', async () => {
    const stateDir = mkdtempSync(path.join(tmpdir(), 'onex-pruning-'));
    let time = 0;
    const sizes: StoreSize[] = [];
    const store = openSqliteDeduplication({
      stateDir,
      name: 'node',
      retentionMs: 10 * MINUTE,
      now: () => time,
      onSize: (size) => sizes.push(size),
    });
    const count = 4 * PRUNED_AT_ONCE;
    try {
      await Promise.all(
        Array.from({ length: count }, (_, id) => store.once('n', `old-${id}`, async () => [])),
      );
      expect(await store.size?.()).to.include({ rows: count });
      time = 11 * MINUTE;
      const inTransaction = store.once('n', 'new', async (scope) => {
        await scope?.attempt().query('CREATE TABLE IF NOT EXISTS own (id INTEGER)');
        return [];
      });
      const answers = [
        inTransaction,
        ...Array.from({ length: 20 }, (_, id) => store.once('n', `${id}`, async () => [])),
      ];
      for (const answer of answers) expect((await answer).first).to.equal(true);
      await until(() => sizes.length > 0);
      expect(sizes[0]?.rows).to.equal(21);
      expect(sizes[0]?.bytes).to.be.above(0);
      const database = new DatabaseSync(path.join(stateDir, 'node.sqlite'));
      const row = database.prepare('SELECT count(*) AS rows, min(expires) AS first FROM onex_answer').get();
      database.close();
      expect({ ...row }).to.deep.equal({ rows: 21, first: 21 * MINUTE });
    } finally {
      await store.close();
      rmSync(stateDir, { recursive: true });
    }
  });
});
