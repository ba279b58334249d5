import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMemoryStateStore, openSqliteStateStore } from '../../src/machine/index.ts';
import { describeStateStore } from './state-store-suite.ts';

describeStateStore('memory', createMemoryStateStore);

describe('with a state directory', () => {
  const opened: { dispose(): void }[] = [];
  const stateDir = mkdtempSync(path.join(tmpdir(), 'onex-state-'));
  afterEach(() => {
    for (const store of opened.splice(0)) store.dispose();
  });
  after(() => rmSync(stateDir, { recursive: true }));

  describeStateStore('SQLite', () => {
    const store = openSqliteStateStore(stateDir, 'door');
    opened.push(store);
    return store;
  });
});
