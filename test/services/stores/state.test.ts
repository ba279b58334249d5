import { expect } from 'chai';
import { isOnexError } from '../../../runtime/src/errors/index.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import type { Output } from '../../../runtime/src/node/index.ts';
import { openPostgresStateStore } from '../../../runtime/src/machine/index.ts';
import { BUILTIN_ENGINE } from '../../../runtime/src/workflow/engine/engine.ts';
import { openPostgresWorkflowStore } from '../../../runtime/src/workflow/index.ts';
import { WorkflowRunner } from '../../../runtime/src/workflow/run/runner.ts';
import { commandIn, replyTo, start, TWO_STEPS } from '../../../runtime/test/workflow/runner-messages.ts';
import { describeRunner } from '../../../runtime/test/workflow/runner-suite.ts';
import { describeStore } from '../../../runtime/test/workflow/stores/conformance.ts';
import { planOf } from '../../../runtime/test/workflow/sample-plan.ts';
import { describeStateStore } from '../../../runtime/test/machine/state-store-suite.ts';
import { createDatabase, runSql } from '../support/sql.ts';
import { startPostgres, type PostgresService } from '../support/services.ts';

describe('state in PostgreSQL', function () {
  this.timeout(120_000);
  let service: PostgresService;
  const opened: { dispose(): Promise<void> }[] = [];
  const open = () => {
    const store = openPostgresWorkflowStore(service.url);
    opened.push(store);
    return store;
  };
  const runnerOn = (store = open()): WorkflowRunner =>
    new WorkflowRunner({
      plan: planOf(TWO_STEPS),
      engine: BUILTIN_ENGINE,
      store,
      logger: silentLogger,
      sink: () => null,
    });
  before(async () => {
    service = await startPostgres();
  });
  afterEach(async () => {
    for (const table of ['onex_workflow', 'onex_reducer_state', 'onex_reducer_input']) {
      const [row] = await runSql(service.url, `SELECT to_regclass('${table}') AS found`);
      if (row?.['found'] !== null) await runSql(service.url, `TRUNCATE ${table} CASCADE`);
    }
    await Promise.all(opened.splice(0).map((store) => store.dispose()));
  });
  after(() => service.stop());

  describeRunner('PostgreSQL', { open });

  describeStore('PostgreSQL', open);

  describeStateStore('PostgreSQL', () => {
    const store = openPostgresStateStore(service.url);
    opened.push(store);
    return store;
  });

  it('reads an entity that was kept before its inputs were, and knows its last input from then on', async () => {
    const url = await createDatabase(service.url, 'former');
    await runSql(
      url,
      `CREATE TABLE onex_reducer_state (
        node text NOT NULL, entity_id text NOT NULL, state text NOT NULL, data text NOT NULL, version bigint NOT NULL,
        last_input text NOT NULL, last_outputs text NOT NULL, PRIMARY KEY (node, entity_id));
      INSERT INTO onex_reducer_state VALUES ('door', 'a', 'open', '{"n":1}', 7, 'input-7', '[]');`,
    );
    const store = openPostgresStateStore(url);
    opened.push(store);
    const before = await store.load('door', 'a', 'input-7');
    expect(before).to.deep.include({ version: 7, data: { n: 1 }, lastInput: 'input-7' });
    const stored = { state: 'open', data: {}, version: 8, lastInput: 'input-8', lastOutputs: [] };
    expect(await store.save('door', 'a', stored)).to.equal(true);
    expect((await store.load('door', 'a', 'input-7'))?.earlierOutputs).to.deep.equal([]);
  });

  it('makes its tables once, however many instances begin at the same time', async () => {
    const stores = Array.from({ length: 8 }, open);
    const found = await Promise.all(stores.map((store) => store.listUnfinished('node')));
    expect(found.flat()).to.deep.equal([]);
  });

  it('lets a workflow go on in another instance, whichever instance each message reaches', async () => {
    const runners = [runnerOn(), runnerOn(), runnerOn()] as const;
    const pick = (index: number): WorkflowRunner => runners[index % 3] as WorkflowRunner;
    const ends = await Promise.all(
      Array.from({ length: 50 }, async (_, index): Promise<Output | undefined> => {
        const first = commandIn(await pick(index).start(start(), 'run', {}));
        const second = commandIn(await pick(index + 1).reply(replyTo(first, 'a', { index })));
        return (await pick(index + 2).reply(replyTo(second, 'b'))).at(-1);
      }),
    );
    for (const [index, end] of ends.entries()) {
      expect(end?.payload).to.deep.equal({ a: { index }, b: {} });
    }
  });

  it('begins a workflow once when the same start command reaches two instances at once', async () => {
    const [left, right] = [runnerOn(), runnerOn()];
    const message = start();
    const [one, other] = await Promise.all([left.start(message, 'run', {}), right.start(message, 'run', {})]);
    expect(one).to.deep.equal(other);
  });

  it('asks for redelivery while the server is away, and goes on when it is back', async () => {
    const runner = runnerOn();
    const first = commandIn(await runner.start(start(), 'run', {}));
    await service.kill();
    const failure: unknown = await runner.reply(replyTo(first, 'a')).catch((error: unknown) => error);
    expect(isOnexError(failure) && failure.code).to.equal('DEPENDENCY_UNAVAILABLE');
    await service.restart();
    const second = commandIn(await runner.reply(replyTo(first, 'a')));
    expect(second?.topic).to.equal('onex.cmd.shop.b-requested.v1');
  });
});
