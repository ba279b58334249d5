import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import { expect } from 'chai';
import {
  type PostgresDeduplicationOptions,
  openPostgresDeduplication,
} from '../../../../../src/event-bus/stores/deduplication/postgresql/postgresql.ts';
import type { DeduplicationStore } from '../../../../../src/event-bus/index.ts';
import { leasePool, type PoolLease } from '../../../../../src/state/postgres-pool.ts';

const URL = 'postgresql://onex@127.0.0.1:1/answers';
const WEEK = 604_800_000;
const GIVEN_OUT = [{ topic: 't', key: null, envelope: {} }] as never;

type Answered = [scope: string, envelopeId: string, outputs: string, expires: number];

describe('answers in PostgreSQL, without a server', () => {
  let lease: PoolLease;
  let store: DeduplicationStore | undefined;
  let rows: Answered[];
  let statements: string[];
  let released: boolean[];
  let pruned: unknown[];
  let failing: RegExp | null;
  let connecting: () => Promise<void>;
  let time: number;

  /** Answers what the store asks of the pool that it shares with this test. */
  const answer = async (statement: { text: string; values?: readonly unknown[] } | string) => {
    const { text, values = [] } = typeof statement === 'string' ? { text: statement } : statement;
    statements.push(text.split(' ')[0]!);
    if (failing?.test(text)) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    if (text.includes('pg_class')) return { rows: [{ name: 'onex_schema' }, { name: 'onex_answer' }] };
    if (text.startsWith('SELECT version')) return { rows: [{ version: 1 }] };
    if (text.startsWith('SELECT outputs')) {
      const [scope, former, id] = values;
      const found = rows.filter((row) => (row[0] === scope || row[0] === former) && row[1] === id);
      return { rows: found.map(([, , outputs]) => ({ outputs })) };
    }
    if (text.startsWith('DELETE')) pruned.push(values[0]);
    if (!text.startsWith('INSERT')) return { rows: [], rowCount: 0 };
    const isKnown = rows.some(([scope, id]) => scope === values[0] && id === values[1]);
    if (!isKnown) rows.push(values as unknown as Answered);
    return { rows: isKnown ? [] : [{}], rowCount: isKnown ? 0 : 1 };
  };

  beforeEach(async () => {
    [rows, statements, released, pruned, failing, time] = [[], [], [], [], null, 1000];
    connecting = async () => {};
    lease = await leasePool(URL);
    const client = {
      query: answer,
      on: () => {},
      off: () => {},
      release: (isBroken: boolean) => void released.push(isBroken),
    };
    Object.assign(lease.pool as Pool, {
      query: answer,
      async connect() {
        await connecting();
        return client;
      },
    });
  });
  afterEach(async () => {
    await store?.close();
    store = undefined;
    await lease.release();
  });
  const open = async (more: Partial<PostgresDeduplicationOptions> = {}): Promise<DeduplicationStore> =>
    (store = await openPostgresDeduplication({ url: URL, now: () => time, ...more }));
  const inTransaction = (opened: DeduplicationStore, id: string) =>
    opened.once('node', id, async (scope) => {
      await scope?.attempt().query('UPDATE stock', []);
      return GIVEN_OUT;
    });

  it('are stored for a week where nobody says how long, and given out again', async () => {
    const opened = await open();
    expect(await opened.once('node', 'a', async () => GIVEN_OUT)).to.deep.equal({
      outputs: GIVEN_OUT,
      first: true,
    });
    expect(rows).to.deep.equal([['node', 'a', JSON.stringify(GIVEN_OUT), time + WEEK]]);
    const again = await opened.once('node', 'a', async () => expect.fail('handled twice'));
    expect(again).to.deep.equal({ outputs: GIVEN_OUT, first: false });
  });

  it('are stored as long as the setting says', async () => {
    await (await open({ retentionMs: 50 })).once('node', 'a', async () => []);
    expect(rows[0]?.[3]).to.equal(time + 50);
  });

  it('are found under the scope of runtime 0.1, and of no other', async () => {
    rows.push(['former', 'a', '[]', 0], ['another', 'b', '[]', 0]);
    const opened = await open({ formerScope: 'former' });
    expect((await opened.once('node', 'a', async () => [])).first).to.equal(false);
    expect((await opened.once('node', 'b', async () => [])).first).to.equal(true);
  });

  it('of another instance that was faster are given out instead of one’s own', async () => {
    const result = await (
      await open()
    ).once('node', 'a', async () => {
      rows.push(['node', 'a', '[]', 0]);
      return GIVEN_OUT;
    });
    expect(result).to.deep.equal({ outputs: [], first: false });
  });

  it('are committed with what the handler wrote', async () => {
    expect((await inTransaction(await open(), 'a')).first).to.equal(true);
    expect(statements.slice(-4)).to.deep.equal(['BEGIN', 'UPDATE', 'INSERT', 'COMMIT']);
    expect(rows).to.have.length(1);
    expect(released).to.deep.equal([false]);
  });

  it('that are old are deleted once a minute, after an answer or a commit', async () => {
    const opened = await open();
    time += 59_999;
    await opened.once('node', 'a', async () => []);
    expect(pruned).to.deep.equal([]);
    time += 1;
    await opened.once('node', 'b', async () => []);
    expect(pruned).to.deep.equal([time]);
    await opened.once('node', 'c', async () => []);
    expect(pruned).to.have.length(1);
    time += 60_000;
    await inTransaction(opened, 'd');
    await nextTurn();
    expect(pruned).to.have.length(2);
  });

  it('are not deleted after a rollback', async () => {
    const opened = await open();
    time += 60_000;
    const failed = opened.once('node', 'a', async (scope) => {
      await scope?.attempt().query('UPDATE stock', []);
      throw new Error('no stock');
    });
    expect(await failed.catch((error: unknown) => error)).to.include({ message: 'no stock' });
    expect(statements.at(-1)).to.equal('ROLLBACK');
    expect(rows).to.deep.equal([]);
    expect(pruned).to.deep.equal([]);
  });

  it('are stored even when old ones cannot be deleted', async () => {
    const opened = await open();
    time += 60_000;
    failing = /^DELETE/;
    expect((await opened.once('node', 'a', async () => [])).first).to.equal(true);
    await nextTurn();
  });

  it('cannot be stored while the database is unavailable, and can afterwards', async () => {
    const opened = await open();
    failing = /^INSERT/;
    const error = await opened.once('node', 'a', async () => []).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    failing = null;
    expect((await opened.once('node', 'a', async () => [])).first).to.equal(true);
  });

  it('take no place of a transaction for good, whether it cannot connect, fails, or ends', async () => {
    const opened = await open();
    connecting = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    for (let round = 0; round < 20; round += 1) {
      const error = await inTransaction(opened, `c${round}`).catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    }
    connecting = async () => {};
    failing = /^COMMIT/;
    for (let round = 0; round < 20; round += 1) {
      await inTransaction(opened, `f${round}`).catch(() => {});
    }
    expect(released).to.deep.equal(Array.from({ length: 20 }, () => true));
    failing = null;
    for (let round = 0; round < 20; round += 1) {
      expect((await inTransaction(opened, `e${round}`)).first).to.equal(true);
    }
  });
});
