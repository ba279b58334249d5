import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import type { OnexError } from '../../src/errors/index.ts';
import { silentLogger } from '../../src/logging/index.ts';
import { BUILTIN_ENGINE } from '../../src/workflow/engine/engine.ts';
import { createMemoryWorkflowStore, openSqliteWorkflowStore } from '../../src/workflow/index.ts';
import { WorkflowRunner } from '../../src/workflow/run/runner.ts';
import { OWNER, start, TWO_STEPS } from './runner-messages.ts';
import { describeRunner } from './runner-suite.ts';
import { planOf } from './sample-plan.ts';

describeRunner('memory', { open: createMemoryWorkflowStore });

describe('with a state directory', () => {
  const opened: { dispose(): void }[] = [];
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-workflow-'));
  });
  afterEach(() => {
    for (const store of opened.splice(0)) store.dispose();
    rmSync(stateDir, { recursive: true });
  });

  describeRunner('SQLite', {
    open() {
      const store = openSqliteWorkflowStore(stateDir, 'trip');
      opened.push(store);
      return store;
    },
  });
});

describe('SQLite workflow store', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-workflow-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true }));

  it('gives a start command up that it could never keep, and does not ask for it again', async () => {
    const store = openSqliteWorkflowStore(stateDir, 'trip');
    const runner = new WorkflowRunner({
      plan: planOf(TWO_STEPS),
      engine: BUILTIN_ENGINE,
      store,
      logger: silentLogger,
      sink: () => null,
    });
    const failure: unknown = await runner.start(start(), 'run', { sum: 1n }).catch((error: unknown) => error);
    await runner.stop();
    store.dispose();
    expect((failure as OnexError).code).to.equal('PROCESSING_ERROR');
  });

  it('refuses a state that another version wrote, clearly', async () => {
    const store = openSqliteWorkflowStore(stateDir, 'trip');
    const runner = new WorkflowRunner({
      plan: planOf(TWO_STEPS),
      engine: BUILTIN_ENGINE,
      store,
      logger: silentLogger,
      sink: () => null,
    });
    await runner.start(start(), 'run', {});
    await runner.stop();
    const database = new DatabaseSync(path.join(stateDir, 'trip.sqlite'));
    database.exec(`UPDATE workflow SET head = json_set(head, '$.schema', 99)`);
    database.close();
    const [workflowId] = await store.listUnfinished(OWNER);
    const failure = await store.load(String(workflowId), OWNER).catch((error: unknown) => error as OnexError);
    store.dispose();
    expect((failure as OnexError).code).to.equal('DEPENDENCY_UNAVAILABLE');
    expect((failure as OnexError).message).to.include('99');
  });
});
