import { expect } from 'chai';
import { createEnvelope } from '../../../runtime/src/event-bus/index.ts';
import { silentLogger, type Logger } from '../../../runtime/src/logging/index.ts';
import { openPostgresStateStore } from '../../../runtime/src/machine/index.ts';
import type { Message, Output } from '../../../runtime/src/node/index.ts';
import { BUILTIN_ENGINE } from '../../../runtime/src/workflow/engine/engine.ts';
import { openPostgresWorkflowStore } from '../../../runtime/src/workflow/index.ts';
import { WorkflowRunner } from '../../../runtime/src/workflow/run/runner.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { planOf, type PlanOptions } from '../../../runtime/test/workflow/sample-plan.ts';
import { replyTo, start, TWO_STEPS } from '../../../runtime/test/workflow/runner-messages.ts';
import { startFrozenProxy } from '../support/proxies/frozen-proxy.ts';
import { createDatabase, runSql } from '../support/sql.ts';
import { startPostgres, type PostgresService } from '../support/services.ts';

const WORKFLOWS = 200;
const TIMEOUTS = 1000;

/** A logger that collects what is reported as a warning or an error. */
function collectingLogger(): { logger: Logger; lines: unknown[][] } {
  const lines: unknown[][] = [];
  const logger: Logger = {
    ...silentLogger,
    warn: (...line: unknown[]) => void lines.push(line),
    error: (...line: unknown[]) => void lines.push(line),
    child: () => logger,
  };
  return { logger, lines };
}

describe('workflows that share one PostgreSQL', function () {
  this.timeout(300_000);
  let service: PostgresService;
  let url: string;
  let databases = 0;
  const opened: { dispose(): Promise<void> }[] = [];
  const runners: WorkflowRunner[] = [];
  before(async () => {
    service = await startPostgres();
  });
  after(() => service.stop());
  beforeEach(async () => {
    url = await createDatabase(service.url, `shared_${(databases += 1)}`);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await Promise.all(opened.splice(0).map((store) => store.dispose()));
  });
  const open = (at = url) => {
    const store = openPostgresWorkflowStore(at);
    opened.push(store);
    return store;
  };
  const runnerOf = (owner: string, options: PlanOptions, { logger = silentLogger, at = url } = {}) => {
    const published: Output[] = [];
    const runner = new WorkflowRunner({
      plan: planOf(options),
      owner,
      engine: BUILTIN_ENGINE,
      store: open(at),
      logger,
      sweepMs: 1_000,
      sink: () => async (outputs) => void published.push(...outputs),
    });
    runners.push(runner);
    return { runner, published };
  };
  const until = async (isDone: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it('end in their own orchestrator, with their own results, where nodes and projects drive the same nodes', async () => {
    const owners = ['local/shop/trip', 'local/shop/tour', 'local/travel/trip', 'staging/shop/trip'];
    const orchestrators = owners.map((owner) => ({ owner, ...runnerOf(owner, TWO_STEPS) }));
    /** What each orchestrator answered, by the number of the start command. */
    const ends = new Map<string, unknown[]>(owners.map((owner) => [owner, []]));

    /** Every orchestrator hears every reply, as their consumer groups differ. */
    const broadcast = async (message: Message): Promise<void> => {
      await Promise.all(
        orchestrators.map(async ({ owner, runner }) => deliver(owner, await runner.reply(message))),
      );
    };
    const deliver = async (owner: string, outputs: readonly Output[]): Promise<void> => {
      for (const output of outputs) {
        if (output.topic.includes('trip-completed')) ends.get(owner)?.push(output.payload);
        if (output.kind !== 'command') continue;
        const step = String(output.topic.split('.')[3]).replace('-requested', '');
        await broadcast(replyTo(output, step, { of: owner, number: output.payload }));
      }
    };
    await Promise.all(
      Array.from({ length: WORKFLOWS }, async (_, number) => {
        const message = start({ number });
        await Promise.all(
          orchestrators.map(async ({ owner, runner }) =>
            deliver(owner, await runner.start(message, 'run', { number })),
          ),
        );
      }),
    );
    for (const [owner, payloads] of ends) {
      expect(payloads, owner).to.have.length(WORKFLOWS);
      for (const payload of payloads) {
        expect(payload).to.have.nested.property('a.of', owner);
        expect(payload).to.have.nested.property('b.of', owner);
      }
    }
    const rows = await runSql(
      url,
      'SELECT owner, count(*)::int AS count FROM onex_workflow WHERE NOT open GROUP BY owner ORDER BY owner',
    );
    expect(rows).to.deep.equal(owners.toSorted().map((owner) => ({ owner, count: WORKFLOWS })));
  });

  it('publish the outputs of a thousand timeouts once, from two instances, and report each once', async () => {
    const { logger, lines } = collectingLogger();
    const options: PlanOptions = { steps: { a: { extra: ', timeout_ms: 300' } } };
    const owner = 'local/shop/trip';
    const instances = [runnerOf(owner, options, { logger }), runnerOf(owner, options, { logger })] as const;
    await Promise.all(instances.map(({ runner }) => runner.recover({ resend: false })));
    for (let index = 0; index < TIMEOUTS; index += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, offset) =>
          instances[(index + offset) % 2 === 0 ? 0 : 1].runner.start(start(), 'run', {}),
        ),
      );
    }
    const store = open();
    await until(async () => (await store.listUnfinished(owner)).length === 0);
    const ids = instances.flatMap(({ published }) => published.map(({ envelopeId }) => String(envelopeId)));
    const failed = instances.flatMap(({ published }) =>
      published.filter(({ topic }) => topic.includes('trip-failed')),
    );
    expect(failed).to.have.length(TIMEOUTS);
    expect(new Set(ids).size).to.equal(ids.length);
    // That the contract undoes nothing is reported, by the instance that saved the timeout.
    const reported = lines.map(([fields]) => (fields as { workflow_id?: string }).workflow_id);
    expect(reported).to.have.length(TIMEOUTS);
    expect(new Set(reported).size).to.equal(TIMEOUTS);
  });

  it('are recovered by two instances at once, which never throw, while one row cannot be read', async () => {
    const options: PlanOptions = { steps: { a: { extra: ', timeout_ms: 50' } } };
    const owner = 'local/shop/trip';
    const dead = runnerOf(owner, options);
    await Promise.all(Array.from({ length: WORKFLOWS }, () => dead.runner.start(start(), 'run', {})));
    await dead.runner.stop();
    const [unreadable] = await open().listUnfinished(owner);
    await runSql(url, `UPDATE onex_workflow SET head = '{"schema":99}' WHERE workflow_id = '${unreadable}'`);
    const instances = [runnerOf(owner, options), runnerOf(owner, options)] as const;
    await Promise.all(instances.map(({ runner }) => runner.recover({ resend: false })));
    const store = open();
    await until(async () => (await store.listUnfinished(owner)).length === 1);
    const failed = [dead, ...instances].flatMap(({ published }) =>
      published.filter(({ topic }) => topic.includes('trip-failed')),
    );
    expect(failed).to.have.length(WORKFLOWS - 1);
    for (const { runner } of instances) {
      expect(runner.unreadable.map(({ workflowId, schema }) => [workflowId, schema])).to.deep.equal([
        [unreadable, 99],
      ]);
    }
    await instances[0].runner.remove(String(unreadable));
    expect(await store.listUnfinished(owner)).to.deep.equal([]);
  });

  it('can be left, and the process end, while the server does not answer', async function () {
    this.timeout(25_000);
    const proxy = await startFrozenProxy(url);
    try {
      const { runner } = runnerOf('local/shop/trip', TWO_STEPS, { at: proxy.url });
      const entities = openPostgresStateStore(proxy.url);
      opened.push(entities);
      await runner.start(start(), 'run', {});
      await entities.load('local/shop/door', 'a', 'x');
      proxy.freeze();
      const pending = [
        runner.start(
          { payload: {}, envelope: createEnvelope({}), topic: 'onex.cmd.shop.trip-requested.v1' },
          'run',
          {},
        ),
        entities.load('local/shop/door', 'a', 'x'),
      ].map((work) => work.catch((error: unknown) => error));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await Promise.all([runner.stop(), ...opened.splice(0).map((store) => store.dispose())]);
      for (const error of await Promise.all(pending))
        expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    } finally {
      proxy.close();
    }
  });

  it('let a node shut down within its timeout, with nothing cut off, while the server does not answer', async () => {
    const proxy = await startFrozenProxy(url);
    const node = new NodeProcess('checkout', ['--shutdown-timeout', '10'], { ONEX_STATE_URL: proxy.url });
    try {
      await node.started();
      await until(async () => {
        const [row] = await runSql(
          url,
          `SELECT count(*)::int AS count FROM pg_stat_activity
           WHERE application_name = 'onex-runtime' AND datname = current_database()`,
        );
        return Number(row?.['count']) > 0;
      });
      proxy.freeze();
      node.signal('SIGTERM');
      expect(await node.ended()).to.equal(0);
    } finally {
      await node.kill();
      proxy.close();
    }
  });

  it('go on after the server was killed under load, and lose and repeat nothing', async () => {
    const owner = 'local/shop/trip';
    const { runner } = runnerOf(owner, TWO_STEPS);
    const persist = async <T>(work: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    };
    let ended = 0;
    const load = Promise.all(
      Array.from({ length: WORKFLOWS }, async (_, number) => {
        await new Promise((resolve) => setTimeout(resolve, number * 5));
        const message = start();
        const commandOf = (outputs: readonly Output[]) => outputs.find(({ kind }) => kind === 'command');
        const first = commandOf(await persist(() => runner.start(message, 'run', { number })));
        const toFirst = replyTo(first, 'a', { number });
        const second = commandOf(await persist(() => runner.reply(toFirst)));
        const toSecond = replyTo(second, 'b');
        const end = (await persist(() => runner.reply(toSecond))).at(-1);
        expect(end?.payload).to.have.nested.property('a.number', number);
        ended += 1;
      }),
    );
    for (const share of [0.1, 0.4, 0.7]) {
      await until(() => ended > WORKFLOWS * share);
      await service.kill();
      await service.restart();
    }
    await load;
    const [row] = await runSql(url, 'SELECT count(*)::int AS count FROM onex_workflow WHERE NOT open');
    expect(row?.['count']).to.equal(WORKFLOWS);
  });
});
