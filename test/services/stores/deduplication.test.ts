import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import {
  type StoreSize,
  type TransactionScope,
  openPostgresDeduplication,
} from '../../../runtime/src/event-bus/index.ts';
import { describeDeduplication } from '../../../runtime/test/event-bus/stores/deduplication/deduplication-conformance.ts';
import { describeTransactions } from '../../../runtime/test/event-bus/stores/deduplication/transaction-conformance.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { startFrozenProxy } from '../support/proxies/frozen-proxy.ts';
import { type PostgresService, startPostgres } from '../support/services.ts';

let postgres: PostgresService;
before(async function () {
  this.timeout(120_000);
  postgres = await startPostgres();
});
after(() => postgres?.stop());

describeDeduplication('PostgreSQL', () => ({
  durable: true,
  open: (bounds) => openPostgresDeduplication({ url: postgres.url, ...bounds }),
}));

describeTransactions('PostgreSQL', () => openPostgresDeduplication({ url: postgres.url }));

describe('PostgreSQL deduplication when the server goes', () => {
  it('says that it is away, keeps nothing half, and goes on when it is back', async () => {
    const store = await openPostgresDeduplication({ url: postgres.url });
    await store.once('node', 'a', async () => []);
    await postgres.kill();
    const error = await store.once('node', 'b', async () => []).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    await postgres.restart();
    expect((await store.once('node', 'b', async () => [])).first).to.equal(true);
    expect((await store.once('node', 'a', async () => [])).first).to.equal(false);
    await store.close();
  });
});

describe('PostgreSQL deduplication', () => {
  it('removes any number of expired answers in rounds, and reports rows and bytes', async () => {
    let time = Date.now();
    const sizes: StoreSize[] = [];
    const scope = 'rounds';
    const store = await openPostgresDeduplication({
      url: postgres.url,
      retentionMs: 60_000,
      now: () => time,
      onSize: (size) => sizes.push(size),
    });
    await Promise.all(Array.from({ length: 1200 }, (_, id) => store.once(scope, String(id), async () => [])));
    expect((await store.size?.())?.bytes).to.be.above(100_000);
    time += 120_000;
    await store.once(scope, 'new', async () => []);
    await until(() => sizes.length > 0);
    const client = new pg.Client(postgres.url);
    await client.connect();
    const { rows } = await client.query('SELECT envelope_id FROM onex_answer WHERE scope = $1', [scope]);
    await client.end();
    expect(rows).to.deep.equal([{ envelope_id: 'new' }]);
    expect(sizes[0]?.rows).to.be.at.least(0);
    await store.close();
  });

  const run = async (url: string, sql: string): Promise<void> => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  /** A database of its own on the server. */
  const database = async (name: string): Promise<string> => {
    await run(postgres.url, `CREATE DATABASE ${name}`);
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const work = async () => [];
  const failure = (thrown: unknown): unknown => thrown;

  it('takes a role that is gone for a fault of the node', async () => {
    const url = new URL(postgres.url);
    url.username = 'nobody_such';
    const store = await openPostgresDeduplication({ url: url.href });
    expect(await store.once('node', 'a', work).catch(failure)).to.include({
      code: 'CONFIGURATION_ERROR',
    });
    await store.close();
  });

  it('takes a database that can only be read for one that is away', async () => {
    const url = await database('readonly');
    let store = await openPostgresDeduplication({ url });
    await store.once('node', 'a', work);
    await store.close();
    await run(
      url,
      'CREATE TABLE ledger (id int); ALTER DATABASE readonly SET default_transaction_read_only = on',
    );
    store = await openPostgresDeduplication({ url });
    const write = async (scope: TransactionScope | undefined) => {
      await scope?.attempt().query('INSERT INTO ledger VALUES (1)');
      return [];
    };
    for (const each of [work, write]) {
      const error = await store.once('node', 'b', each).catch(failure);
      expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
      expect((error as Error).message).to.contain('read-only');
    }
    await store.close();
  });

  it('finds the answers that runtime 0.1 kept under a scope without an environment', async () => {
    const url = await database('former_scope');
    const former = await openPostgresDeduplication({ url });
    await former.once('billing/node', 'a', work);
    await former.close();
    const store = await openPostgresDeduplication({ url, formerScope: 'billing/node' });
    expect((await store.once('local/billing/node', 'a', work)).first).to.equal(false);
    expect((await store.once('local/billing/node', 'b', work)).first).to.equal(true);
    await store.close();
  });

  it('makes its table again where it is gone', async () => {
    const url = await database('dropped');
    const store = await openPostgresDeduplication({ url });
    await store.once('node', 'a', work);
    await run(url, 'DROP TABLE onex_answer');
    expect(await store.once('node', 'b', work).catch(failure)).to.include({
      code: 'CONFIGURATION_ERROR',
    });
    expect((await store.once('node', 'b', work)).first).to.equal(true);
    await store.close();
  });

  it('asks for another answer where a handler went on after a statement that failed', async () => {
    const url = await database('swallowed');
    await run(url, 'CREATE TABLE once (id int PRIMARY KEY); INSERT INTO once VALUES (1)');
    const store = await openPostgresDeduplication({ url });
    const refusals: unknown[] = [];
    await store.once('node', 'a', async (scope) => {
      refusals.push(scope?.refusal?.message);
      const attempt = scope?.refusal === undefined ? scope?.attempt() : undefined;
      await attempt?.query('INSERT INTO once VALUES (1)').catch(() => {});
      await attempt?.query('INSERT INTO once VALUES (2)').catch(() => {});
      return [];
    });
    expect(refusals).to.deep.equal([undefined, 'duplicate key value violates unique constraint "once_pkey"']);
    expect((await store.once('node', 'a', work)).first).to.equal(false);
    await store.close();
  });

  it('keeps what a handler wrote that went back to a savepoint', async () => {
    const url = await database('savepoint');
    await run(url, 'CREATE TABLE once (id int PRIMARY KEY); INSERT INTO once VALUES (1)');
    const store = await openPostgresDeduplication({ url });
    const answer = await store.once('node', 'a', async (scope) => {
      const attempt = scope?.attempt();
      await attempt?.query('SAVEPOINT before');
      await attempt?.query('INSERT INTO once VALUES (1)').catch(() => {});
      await attempt?.query('ROLLBACK TO before');
      await attempt?.query('INSERT INTO once VALUES (2)');
      expect(scope?.refusal).to.equal(undefined);
      return [];
    });
    expect(answer.first).to.equal(true);
    await store.close();
  });

  it('lets more handlers use a transaction than there are connections', async () => {
    const store = await openPostgresDeduplication({ url: postgres.url, connections: 3, patienceMs: 1000 });
    const slow = async (scope: TransactionScope | undefined) => {
      await scope?.attempt().query('SELECT 1');
      await sleep(600);
      return [];
    };
    const ids = Array.from({ length: 4 }, (_, index) => `many-${index}`);
    const answers = await Promise.all(ids.map((id) => store.once('node', id, slow)));
    expect(answers.every(({ first }) => first)).to.equal(true);
    await store.close();
  });

  it('does not wait for a statement that runs when the message is answered with a failure', async () => {
    const store = await openPostgresDeduplication({ url: postgres.url });
    let statement: Promise<unknown> | undefined;
    const error = await store
      .once('node', 'running', async (scope) => {
        const attempt = scope?.attempt();
        await attempt?.query('SELECT 1');
        statement = attempt?.query('SELECT pg_sleep(3600)').catch(failure);
        await sleep(50);
        throw new Error('took too long');
      })
      .catch(failure);
    expect(error).to.include({ message: 'took too long' });
    expect(await statement).to.be.an('error');
    expect((await store.once('node', 'running', work)).first).to.equal(true);
    await store.close();
  });

  it('takes a server that does not answer for one that is away, and can be closed then', async () => {
    const proxy = await startFrozenProxy(postgres.url);
    const store = await openPostgresDeduplication({ url: proxy.url, patienceMs: 300 });
    try {
      await store.once('node', 'before', work);
      proxy.freeze();
      expect(await store.once('node', 'hung', work).catch(failure)).to.include({
        code: 'DEPENDENCY_UNAVAILABLE',
      });
      await store.close();
    } finally {
      proxy.close();
    }
  });
});
