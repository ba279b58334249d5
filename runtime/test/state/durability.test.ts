import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { durabilityOf } from '../../../test/faults/index.ts';
import { openSqliteDeduplication } from '../../src/event-bus/deduplication/index.ts';
import { openSqliteStateStore } from '../../src/machine/sqlite-state-store.ts';
import { openDatabase } from '../../src/state/index.ts';
import { openSqliteWorkflowStore } from '../../src/workflow/index.ts';

type Opened = { close(): void | Promise<void> };
const disposed = (store: { dispose(): void }): Opened => ({ close: () => store.dispose() });

const STORES: Readonly<Record<string, (stateDir: string) => Opened>> = {
  'a database of a node': (stateDir) =>
    openDatabase(stateDir, 'own', 'CREATE TABLE IF NOT EXISTS t (a TEXT)'),
  'the answers of a node': (stateDir) => openSqliteDeduplication({ stateDir, name: 'answers' }),
  'the entities of a reducer': (stateDir) => disposed(openSqliteStateStore(stateDir, 'entities')),
  'the workflows of an orchestrator': (stateDir) => disposed(openSqliteWorkflowStore(stateDir, 'workflows')),
};

describe('what is committed to SQLite', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-durable-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true }));

  for (const [name, open] of Object.entries(STORES)) {
    it(`survives a loss of power: ${name}`, async () => {
      const connections = await durabilityOf(async () => open(stateDir));
      expect(connections).to.have.length(1);
      expect(connections[0]).to.include({ journal: 'wal', synchronous: 2, foreignKeys: 1 });
      expect(connections[0]?.file).to.contain(stateDir);
    });

    it(`survives a loss of power when it is opened a second time: ${name}`, async () => {
      await open(stateDir).close();
      const [connection] = await durabilityOf(async () => open(stateDir));
      expect(connection).to.include({ journal: 'wal', synchronous: 2 });
    });
  }
});
