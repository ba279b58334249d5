import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { type Clock, createClock, createGate } from '../../../../../../test/faults/index.ts';
import {
  type DeduplicationStore,
  createMemoryDeduplication,
  openSqliteDeduplication,
} from '../../../../../src/event-bus/index.ts';

const [MINUTE, HOUR, DAY, WEEK] = [60_000, 3_600_000, 86_400_000, 604_800_000];
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
    await clock.advance(HOUR - 1);
    expect(await isFirst(store, 'a')).to.equal(false);
    await clock.advance(1);
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

  for (const [name, others] of [
    ['older than the retention', 0],
    ['older than the newest 10,000', 10_001],
  ] as const) {
    it(`never ends in memory for a message in progress that is ${name}`, async () => {
      const store = createMemoryDeduplication();
      const gate = createGate();
      let ran = 0;
      const slow = async (): Promise<[]> => {
        ran += 1;
        await gate.pass();
        return [];
      };
      const first = store.once('node', 'a', slow);
      await gate.reached;
      for (let id = 0; id < others; id += 1) await isFirst(store, String(id));
      await clock.advance(2 * HOUR);
      const again = store.once('node', 'a', slow);
      gate.open();
      expect([(await first).first, (await again).first, ran]).to.deep.equal([true, false, 1]);
      expect(await isFirst(store, 'a'), 'remembered from its end on').to.equal(false);
      await clock.advance(HOUR);
      expect(await isFirst(store, 'a')).to.equal(true);
    });
  }

  it('is nothing in memory for a message whose work failed', async () => {
    const store = createMemoryDeduplication();
    const failing = store.once('node', 'a', async () => Promise.reject(new Error('no')));
    expect(await failing.catch((error: Error) => error.message)).to.equal('no');
    expect(await isFirst(store, 'a')).to.equal(true);
  });

  it('is a week in SQLite; what is older is removed after the next answer, once a minute at most', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'node' });
    const database = new DatabaseSync(path.join(stateDir, 'node.sqlite'));
    const kept = async (): Promise<unknown[]> => {
      await clock.advance(0);
      return database
        .prepare('SELECT envelope_id FROM onex_answer ORDER BY rowid')
        .all()
        .map((row) => row['envelope_id']);
    };
    try {
      await isFirst(store, 'a');
      await clock.advance(WEEK - MINUTE);
      await isFirst(store, 'b');
      expect(await kept()).to.deep.equal(['a', 'b']);
      await clock.advance(MINUTE + 1);
      await isFirst(store, 'c');
      expect(await kept(), 'a minute after the last look').to.deep.equal(['b', 'c']);
      await clock.advance(WEEK + 1);
      await isFirst(store, 'd');
      expect(await kept()).to.deep.equal(['d']);
      expect(await isFirst(store, 'd')).to.equal(false);
      await clock.advance(MINUTE / 2);
      database.exec('UPDATE onex_answer SET expires = 0');
      await isFirst(store, 'e');
      expect(await kept(), 'no look within the minute').to.deep.equal(['d', 'e']);
      await clock.advance(MINUTE);
      await isFirst(store, 'f');
      expect(await kept()).to.deep.equal(['e', 'f']);
    } finally {
      database.close();
      await store.close();
    }
  });

  for (const days of [1, -1]) {
    it(`is the same in SQLite and in memory while the clock jumps by ${days} day`, async () => {
      const stores = [
        createMemoryDeduplication(),
        openSqliteDeduplication({ stateDir, name: 'node', retentionMs: HOUR }),
      ];
      for (const store of stores) {
        await isFirst(store, 'a');
        clock.jump(days * DAY);
        await clock.advance(HOUR - MINUTE);
        await isFirst(store, 'b');
        await clock.advance(0);
        expect(await isFirst(store, 'a'), 'before an hour').to.equal(false);
        await clock.advance(2 * MINUTE);
        await isFirst(store, 'c');
        await clock.advance(0);
        expect(await isFirst(store, 'a'), 'after an hour').to.equal(true);
        await store.close();
      }
    });
  }
});
