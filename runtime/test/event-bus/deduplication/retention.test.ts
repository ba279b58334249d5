import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { type Clock, createClock, createGate } from '../../../../test/faults/index.ts';
import {
  type DeduplicationStore,
  createMemoryDeduplication,
  openSqliteDeduplication,
} from '../../../src/event-bus/index.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const work = async (): Promise<[]> => [];

describe('how long answers are remembered, where nobody says', () => {
  let clock: Clock;
  let stateDir: string;
  beforeEach(() => {
    clock = createClock();
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-retention-'));
  });
  afterEach(() => {
    clock.restore();
    rmSync(stateDir, { recursive: true });
  });
  const isFirst = async (store: DeduplicationStore, id: string): Promise<boolean> =>
    (await store.once('node', id, work)).first;

  it('is an hour in memory', async () => {
    const store = createMemoryDeduplication();
    await isFirst(store, 'a');
    clock.jump(HOUR - 1);
    expect(await isFirst(store, 'a')).to.equal(false);
    clock.jump(1);
    expect(await isFirst(store, 'a')).to.equal(true);
  });

  it('is the newest 10,000 in memory', async () => {
    const store = createMemoryDeduplication();
    for (let id = 0; id < 10_000; id += 1) await isFirst(store, String(id));
    expect(await isFirst(store, '0'), 'the oldest of 10,000').to.equal(false);
    for (let id = 10_000; id < 10_002; id += 1) await isFirst(store, String(id));
    expect(await isFirst(store, '9999')).to.equal(false);
    expect(await isFirst(store, '0')).to.equal(true);
  });

  it('is nothing in memory once the store is closed', async () => {
    const store = createMemoryDeduplication();
    await isFirst(store, 'a');
    await store.close();
    expect(await isFirst(store, 'a')).to.equal(true);
  });

  it('is not ended in memory by a failure of a former try of the same message', async () => {
    const store = createMemoryDeduplication({ retentionMs: 10 });
    const gate = createGate();
    const failing = store
      .once('node', 'a', async () => {
        await gate.pass();
        throw new Error('no');
      })
      .catch((error: Error) => error.message);
    await gate.reached;
    clock.jump(20);
    expect(await isFirst(store, 'a'), 'the first try has taken too long').to.equal(true);
    gate.open();
    expect(await failing).to.equal('no');
    expect(await isFirst(store, 'a')).to.equal(false);
  });

  it('is a day in SQLite; what is older goes with the next answer, once a minute at most', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'node' });
    const database = new DatabaseSync(path.join(stateDir, 'node.sqlite'));
    const kept = (): unknown[] =>
      database
        .prepare('SELECT envelope_id FROM onex_answer ORDER BY rowid')
        .all()
        .map((row) => row['envelope_id']);
    try {
      await isFirst(store, 'a');
      clock.jump(DAY - MINUTE);
      await isFirst(store, 'b');
      expect(kept()).to.deep.equal(['a', 'b']);
      clock.jump(MINUTE + 1);
      await isFirst(store, 'c');
      expect(kept(), 'a minute after the last look').to.deep.equal(['b', 'c']);
      clock.jump(DAY + 1);
      await isFirst(store, 'd');
      expect(kept()).to.deep.equal(['d']);
      expect(await isFirst(store, 'd')).to.equal(false);
      clock.jump(MINUTE / 2);
      database.exec('UPDATE onex_answer SET expires = 0');
      await isFirst(store, 'e');
      expect(kept(), 'no look within the minute').to.deep.equal(['d', 'e']);
      clock.jump(MINUTE);
      await isFirst(store, 'f');
      expect(kept()).to.deep.equal(['e', 'f']);
    } finally {
      database.close();
      await store.close();
    }
  });

  it('is kept in SQLite while the clock is set back', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'node' });
    await isFirst(store, 'a');
    clock.jump(-30 * DAY);
    expect(await isFirst(store, 'a')).to.equal(false);
    await isFirst(store, 'b');
    expect(await isFirst(store, 'b')).to.equal(false);
    await store.close();
  });
});
