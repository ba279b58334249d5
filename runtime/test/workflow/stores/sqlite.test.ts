import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { openSqliteWorkflowStore } from '../../../src/workflow/index.ts';
import { describeStore, stateOf } from './conformance.ts';
import { FORMER_SQLITE_WORKFLOWS } from './former-tables.ts';

describe('workflows in SQLite', () => {
  let stateDir: string;
  const opened: { dispose(): void }[] = [];
  const open = (name = 'trip') => {
    const store = openSqliteWorkflowStore(stateDir, name);
    opened.push(store);
    return store;
  };
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-workflows-'));
  });
  afterEach(() => {
    for (const store of opened.splice(0)) store.dispose();
    rmSync(stateDir, { recursive: true });
  });

  describeStore('SQLite', open);

  it('are adopted from runtime 0.1 by the first owner of the node’s name, commands included', async () => {
    const former = new DatabaseSync(path.join(stateDir, 'trip.sqlite'));
    former.exec(FORMER_SQLITE_WORKFLOWS);
    const { owner: _, ...state } = stateOf(1, 'unused');
    former
      .prepare('INSERT INTO workflow VALUES (?, ?, ?, 1, 5, NULL, 3, ?)')
      .run(state.workflowId, 'trip', state.start.correlation_id, JSON.stringify({ ...state, version: 3 }));
    former
      .prepare('INSERT INTO workflow VALUES (?, ?, ?, 1, 5, NULL, 1, ?)')
      .run('other', 'hotel', state.start.correlation_id, JSON.stringify(state));
    former.prepare('INSERT INTO workflow_command VALUES (?, ?)').run('command', state.workflowId);
    former.close();

    const store = open();
    const owner = 'local/shop/trip';
    expect(await store.listUnfinished(owner)).to.deep.equal([state.workflowId]);
    expect(await store.findByCommand('command', owner)).to.equal(state.workflowId);
    expect(await store.listUnfinished('local/travel/trip')).to.deep.equal([]);
    const loaded = await store.load(state.workflowId, owner);
    expect(loaded).to.include({ owner, version: 3 });
    expect(loaded?.steps).to.have.property('pay');
    expect(await store.save({ ...loaded!, version: 4 })).to.equal(true);
    expect(await store.load(state.workflowId, owner)).to.deep.include({
      owner,
      version: 4,
      input: state.input,
    });
    expect(await store.listUnfinished('local/shop/hotel')).to.deep.equal(['other']);
  });

  it('name the workflow and the schema of a row that cannot be read, and still list and remove it', async () => {
    const store = open();
    await store.save(stateOf(1, 'a'));
    await store.save(stateOf(2, 'a'));
    const database = new DatabaseSync(path.join(stateDir, 'trip.sqlite'));
    database.exec(`UPDATE workflow SET head = json_set(head, '$.schema', 99) WHERE rowid = 1;
      UPDATE workflow SET head = '{"broken' WHERE rowid = 2`);
    database.close();
    const [newer, broken] = await store.listUnfinished('a');
    const failures = await Promise.all(
      [newer, broken].map((id) => store.load(String(id), 'a').catch((error: unknown) => error as Error)),
    );
    expect(failures[0]).to.deep.include({ context: { workflow_id: newer, schema: 99 } });
    expect(failures[1]).to.deep.include({ context: { workflow_id: broken, schema: null } });
    await store.remove(String(newer), 'a');
    expect(await store.listUnfinished('a')).to.deep.equal([broken]);
  });

  it('cannot be used any more once their store is disposed of', async () => {
    const store = open();
    await store.save(stateOf(1, 'a'));
    store.dispose();
    const failure = await store.load(stateOf(1, 'a').workflowId, 'a').catch((error: unknown) => error);
    expect(failure).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('refuse a value that the table does not accept as the message’s fault, and stay usable', async () => {
    const store = open();
    const failure = await store
      .save(stateOf(1, 'a', { startedAt: 1, finishedAt: 0.5 }))
      .catch((error: unknown) => error);
    expect(failure).to.include({ code: 'PROCESSING_ERROR' });
    expect(await store.save(stateOf(1, 'a'))).to.equal(true);
  });
});
