import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createMemoryStateStore, openSqliteStateStore } from '../../src/machine/index.ts';
import { MOST_ENTITIES } from '../../src/machine/stores/memory-state-store.ts';
import { describeStateStore } from './state-store-suite.ts';

const memory = createMemoryStateStore();
describeStateStore('memory', () => memory);

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

  it('is adopted from runtime 0.1 by the first owner of the node’s name, remembered inputs included', async () => {
    const old = new DatabaseSync(path.join(stateDir, 'adopted.sqlite'));
    old.exec(`CREATE TABLE reducer_state (
        node TEXT NOT NULL, entity_id TEXT NOT NULL, state TEXT NOT NULL, data TEXT NOT NULL,
        version INTEGER NOT NULL, last_input TEXT NOT NULL, last_outputs TEXT NOT NULL,
        PRIMARY KEY (node, entity_id)) WITHOUT ROWID, STRICT;
      CREATE TABLE reducer_input (
        node TEXT NOT NULL, entity_id TEXT NOT NULL, input TEXT NOT NULL, version INTEGER NOT NULL,
        outputs TEXT NOT NULL, PRIMARY KEY (node, entity_id, input)) WITHOUT ROWID, STRICT;
      INSERT INTO reducer_state VALUES ('door', 'a', 'open', '{}', 2, 'input-2', '[]');
      INSERT INTO reducer_input VALUES ('door', 'a', 'input-1', 1, '[]');
      INSERT INTO reducer_state VALUES ('window', 'a', 'shut', '{}', 1, 'input-1', '[]');`);
    old.close();
    const store = openSqliteStateStore(stateDir, 'adopted');
    opened.push(store);
    const adopted = await store.load('local/shop/door', 'a', 'input-1');
    expect(adopted).to.deep.include({ version: 2, earlierOutputs: [] });
    expect(await store.load('local/travel/door', 'a', 'input-1')).to.equal(null);
    expect(await store.load('local/shop/window', 'a', 'other')).to.include({ state: 'shut' });
  });

  it('reports a row that is not JSON as an error that no retry can help', async () => {
    const store = openSqliteStateStore(stateDir, 'broken');
    opened.push(store);
    await store.save('local/shop/door', 'a', stored(1));
    await store.save('local/shop/door', 'b', stored(1));
    const database = new DatabaseSync(path.join(stateDir, 'broken.sqlite'));
    database.exec(`UPDATE reducer_state SET data = '{' WHERE entity_id = 'a'`);
    database.close();
    const failure = await store.load('local/shop/door', 'a', 'other').catch((error: unknown) => error);
    expect(failure).to.include({ code: 'INVALID_STATE' });
    expect((failure as Error).message).to.contain('entity a of local/shop/door');
    expect(await store.load('local/shop/door', 'b', 'other')).to.include({ version: 1 });
    const listed = await store.list('local/shop/door', null, 10);
    expect(listed.map(({ unreadable }) => unreadable)).to.deep.equal(['Its data is not JSON.', null]);
    expect(await store.remove('local/shop/door', 'a')).to.equal(true);
  });

  it('forgets inputs after a day, of every entity, but never an entity’s last one', async () => {
    let time = 0;
    const hour = 3_600_000;
    const store = openSqliteStateStore(stateDir, 'retained', { now: () => time });
    opened.push(store);
    for (let version = 1; version <= 10; version += 1) await store.save('door', 'a', stored(version));
    const count = (): unknown => {
      const database = new DatabaseSync(path.join(stateDir, 'retained.sqlite'));
      const row = database.prepare('SELECT count(*) AS count FROM reducer_input').get();
      database.close();
      return row?.['count'];
    };
    time = 24 * hour;
    await store.save('door', 'b', stored(1));
    expect(count()).to.equal(9);
    time = 25 * hour;
    await store.save('door', 'b', stored(2));
    expect(count()).to.equal(1);
    expect(await store.load('door', 'a', 'input-10')).to.include({ lastInput: 'input-10' });
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
