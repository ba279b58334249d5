import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { durabilityOf } from '../../../test/faults/index.ts';
import { openSqliteDeduplication } from '../../src/event-bus/stores/deduplication/index.ts';
import { openSqliteStateStore } from '../../src/machine/stores/sqlite-state-store.ts';
import { openSqlite } from '../../src/state/index.ts';
import { openSqliteWorkflowStore } from '../../src/workflow/index.ts';

type Opened = { close(): void | Promise<void> };
const OWNER = 'local/shop/node';
const closing = (store: { dispose(): void }): Opened => ({ close: () => store.dispose() });

/** Stores open their file when they are first used. */
const STORES: Readonly<Record<string, (stateDir: string) => Promise<Opened>>> = {
  'a database of a node': async (stateDir) => {
    const database = openSqlite(stateDir, 'own', {
      store: 'own',
      tables: ['t'],
      versions: ['CREATE TABLE t (a TEXT)'],
    });
    await database.open();
    return closing(database);
  },
  'the answers of a node': async (stateDir) => {
    const store = openSqliteDeduplication({ stateDir, name: 'answers' });
    await store.once(OWNER, 'id', async () => []);
    return store;
  },
  'the entities of a reducer': async (stateDir) => {
    const store = openSqliteStateStore(stateDir, 'entities');
    await store.load(OWNER, 'entity', 'input');
    return closing(store);
  },
  'the workflows of an orchestrator': async (stateDir) => {
    const store = openSqliteWorkflowStore(stateDir, 'workflows');
    await store.listUnfinished(OWNER);
    return closing(store);
  },
};

describe('what is committed to SQLite', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-durable-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true }));

  for (const [name, open] of Object.entries(STORES)) {
    it(`survives a loss of power: ${name}`, async () => {
      const connections = await durabilityOf(() => open(stateDir));
      expect(connections).to.have.length(1);
      expect(connections[0]).to.include({ journal: 'wal', synchronous: 2, foreignKeys: 1 });
      expect(connections[0]?.file).to.contain(stateDir);
    });

    it(`survives a loss of power when it is opened a second time: ${name}`, async () => {
      await (await open(stateDir)).close();
      const [connection] = await durabilityOf(() => open(stateDir));
      expect(connection).to.include({ journal: 'wal', synchronous: 2 });
    });
  }
});
