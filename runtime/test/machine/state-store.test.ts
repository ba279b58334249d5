import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createMemoryStateStore, openSqliteStateStore } from '../../src/machine/index.ts';
import { MOST_ENTITIES } from '../../src/machine/memory-state-store.ts';
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

  const stored = (version: number) => ({
    state: 'open',
    data: {},
    version,
    lastInput: `input-${version}`,
    lastOutputs: [],
  });

  it('reads what was kept before inputs were, and knows its last one from then on', async () => {
    const old = new DatabaseSync(path.join(stateDir, 'old.sqlite'));
    old.exec(`CREATE TABLE reducer_state (
        node TEXT NOT NULL, entity_id TEXT NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
        version INTEGER NOT NULL, last_input TEXT NOT NULL, last_outputs TEXT NOT NULL,
        PRIMARY KEY (node, entity_id)) WITHOUT ROWID, STRICT;
      INSERT INTO reducer_state VALUES ('door', 'a', 'open', '{"n":1}', 7, 'input-7', '[]');`);
    old.close();
    const store = openSqliteStateStore(stateDir, 'old');
    opened.push(store);
    expect(await store.load('door', 'a', 'input-7')).to.include({ version: 7, lastInput: 'input-7' });
    await store.save('door', 'a', stored(8));
    expect((await store.load('door', 'a', 'input-7'))?.earlierOutputs).to.deep.equal([]);
  });

  it('forgets inputs that cannot be in hand any more', async () => {
    const store = openSqliteStateStore(stateDir, 'bounded', 20);
    opened.push(store);
    for (let version = 1; version <= 30; version += 1) await store.save('door', 'a', stored(version));
    const database = new DatabaseSync(path.join(stateDir, 'bounded.sqlite'));
    const row = database.prepare('SELECT count(*) AS count FROM reducer_input').get();
    database.close();
    expect(row?.['count']).to.equal(20 - 1);
  });
});

describe('reducer state in memory', () => {
  it('lets go of the entities that were not used for longest', async () => {
    const store = createMemoryStateStore();
    const stored = { state: 'open', data: {}, version: 1, lastInput: 'input', lastOutputs: [] };
    await store.save('door', 'kept', stored);
    await store.save('door', 'gone', stored);
    for (let entity = 2; entity < MOST_ENTITIES; entity += 1) await store.save('door', `${entity}`, stored);
    expect(await store.load('door', 'kept', 'other')).to.include({ version: 1 });
    await store.save('door', 'one too many', stored);
    expect(await store.load('door', 'gone', 'other')).to.equal(null);
    expect(await store.load('door', 'kept', 'other')).to.include({ version: 1 });
  });
});
