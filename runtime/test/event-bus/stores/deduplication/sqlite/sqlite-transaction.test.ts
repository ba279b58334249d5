import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openSqliteDeduplication } from '../../../../../src/event-bus/index.ts';
import { describeTransactions } from '../transaction-conformance.ts';

let stateDir: string;
before(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'onex-transaction-'));
});
after(() => rmSync(stateDir, { recursive: true }));

describeTransactions('SQLite', async () => openSqliteDeduplication({ stateDir, name: 'node' }));

describe('a handler’s statement in SQLite', () => {
  it('has no placeholders that PostgreSQL does not know', async () => {
    const store = openSqliteDeduplication({ stateDir, name: 'other' });
    for (const sql of ['SELECT ?', 'SELECT ?1', 'SELECT :a', 'SELECT @a', 'SELECT $a']) {
      const error = await store
        .once('node', sql, async (scope) => {
          await scope?.attempt().query(sql, []);
          return [];
        })
        .catch((thrown: unknown) => thrown);
      expect(error, sql).to.include({ code: 'INVALID_PARAMETER' });
      expect(String(error)).to.contain('Write $1');
    }
    await store.close();
  });
});
