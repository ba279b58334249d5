import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createMemoryDeduplication, openSqliteDeduplication } from '../../../../src/event-bus/index.ts';
import { describeDeduplication } from './deduplication-conformance.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'onex-answers-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

describeDeduplication('memory', () => ({
  durable: false,
  open: async () => createMemoryDeduplication(),
}));

describeDeduplication('SQLite', () => ({
  durable: true,
  open: async (bounds) => openSqliteDeduplication({ stateDir, name: 'node', ...bounds }),
}));

describe('bounds of what is remembered', () => {
  const work = async () => [];

  it('in memory are time and number', async () => {
    let time = 0;
    const store = createMemoryDeduplication({ retentionMs: 100, maxEntries: 2, now: () => time });
    const first = async (id: string): Promise<boolean> => (await store.once('node', id, work)).first;
    expect([await first('a'), await first('b'), await first('b')]).to.deep.equal([true, true, false]);
    expect([await first('c'), await first('d')]).to.deep.equal([true, true]);
    expect(await first('a')).to.equal(true);
    time = 200;
    expect(await first('d')).to.equal(true);
  });

  it('in SQLite is what was kept, and what the database says where it gives a transaction up by itself', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'node' });
    await store.open?.();
    const other = new DatabaseSync(path.join(stateDir, 'node.sqlite'));
    try {
      other.exec(`CREATE TRIGGER full BEFORE INSERT ON onex_answer
        BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END`);
      const refused = await store.once('node', 'a', work).catch((error: unknown) => error);
      expect(refused).to.include({ code: 'PROCESSING_ERROR' });
      expect((refused as Error).message).to.contain('the disk is full');
      other.exec('DROP TRIGGER full');
      expect((await store.once('node', 'a', work)).first).to.equal(true);
    } finally {
      other.close();
      await store.close();
    }
  });

  it('in SQLite is nothing of a transaction that the database gave up, whatever the handler made of it', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'node' });
    await store.open?.();
    const other = new DatabaseSync(path.join(stateDir, 'node.sqlite'));
    try {
      other.exec('CREATE TABLE once (id INTEGER PRIMARY KEY); INSERT INTO once VALUES (1)');
      const refusals: unknown[] = [];
      await store.once('node', 'a', async (scope) => {
        refusals.push(scope?.refusal?.message);
        if (scope?.refusal !== undefined) return [];
        const attempt = scope?.attempt();
        await attempt?.query('INSERT INTO once VALUES (2)');
        await attempt?.query('INSERT OR ROLLBACK INTO once VALUES (1)').catch(() => {});
        await attempt?.query('INSERT INTO once VALUES (3)').catch(() => {});
        return [];
      });
      expect(refusals).to.deep.equal([undefined, 'the database aborted the transaction']);
      expect(other.prepare('SELECT id FROM once').all()).to.have.length(1);
    } finally {
      other.close();
      await store.close();
    }
  });

  it('in SQLite are all answers but the one that the database refuses, however many come at once', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'refusing' });
    await store.open?.();
    const other = new DatabaseSync(path.join(stateDir, 'refusing.sqlite'));
    try {
      for (const kind of ['ABORT', 'ROLLBACK']) {
        other.exec(`CREATE TRIGGER refuse BEFORE INSERT ON onex_answer WHEN new.envelope_id LIKE '%bad'
          BEGIN SELECT RAISE(${kind}, 'refused'); END`);
        const ids = ['1', '2', 'bad', '3', '4'].map((id) => `${kind} ${id}`);
        const outcomes = await Promise.allSettled(ids.map((id) => store.once('node', id, work)));
        expect(outcomes.map(({ status }) => status)).to.deep.equal(
          ids.map((id) => (id.endsWith('bad') ? 'rejected' : 'fulfilled')),
        );
        const again = await Promise.all([ids[0], ids[4]].map((id) => store.once('node', String(id), work)));
        expect(again.map(({ first }) => first)).to.deep.equal([false, false]);
        other.exec('DROP TRIGGER refuse');
      }
    } finally {
      other.close();
      await store.close();
    }
  });

  it('in SQLite include the answers that runtime 0.1 kept under a scope without an environment', async () => {
    const former = openSqliteDeduplication({ stateDir, name: 'former' });
    await former.once('billing/node', 'a', work);
    await former.close();
    const store = openSqliteDeduplication({ stateDir, name: 'former', formerScope: 'billing/node' });
    expect((await store.once('local/billing/node', 'a', work)).first).to.equal(false);
    expect((await store.once('local/billing/node', 'b', work)).first).to.equal(true);
    await store.close();
  });

  it('in SQLite end with a clear error when the file cannot be used', async () => {
    const message = async (name: string): Promise<string> => {
      const store = openSqliteDeduplication({ stateDir, name });
      const error = await store.once('node', 'a', work).catch((thrown: unknown) => thrown);
      await store.close();
      expect(error).to.include({ code: 'CONFIGURATION_ERROR' });
      return (error as Error).message;
    };
    writeFileSync(path.join(stateDir, 'corrupt.sqlite'), 'no database at all'.repeat(100));
    expect(await message('corrupt')).to.contain('corrupt.sqlite');
    mkdirSync(path.join(stateDir, 'folder.sqlite'));
    expect(await message('folder')).to.contain('folder.sqlite');
  });
});
