import { expect } from 'chai';
import pg from 'pg';
import { classifyStoreError, type StoreFault } from '../../../runtime/src/errors/index.ts';
import { runSql } from '../support/sql.ts';
import { startPostgres, type PostgresService } from '../support/services.ts';

describe('classification of PostgreSQL’s errors', () => {
  let service: PostgresService;
  before(async () => {
    service = await startPostgres();
    await runSql(
      service.url,
      `CREATE TABLE t (id bigint PRIMARY KEY, name varchar(3) CHECK (name <> 'bad'));
       INSERT INTO t VALUES (1, 'a'); CREATE ROLE stranger LOGIN;
       CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
       CREATE TABLE guarded (id int); CREATE TRIGGER no BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION no()`,
    );
  });
  after(() => service.stop());

  const failureOf = (work: Promise<unknown>): Promise<Error> =>
    work.then(
      () => expect.fail('nothing was thrown'),
      (error: unknown) => error as Error,
    );
  const at = (change: (url: URL) => void): string => {
    const url = new URL(service.url);
    change(url);
    return url.href;
  };
  const asStranger = (): string => at((url) => (url.username = 'stranger'));

  const cases: readonly (readonly [string, StoreFault, string, (() => string)?])[] = [
    ['a fraction in an integer column', 'message', `INSERT INTO t SELECT '0.5'::text::bigint`],
    ['a key that exists', 'message', 'INSERT INTO t VALUES (1)'],
    ['a text that is too long', 'message', `INSERT INTO t VALUES (2, 'long')`],
    ['a failed check', 'message', `INSERT INTO t VALUES (2, 'bad')`],
    ['a number out of range', 'message', 'SELECT 99999999999::int'],
    ['an exception of a trigger', 'message', 'INSERT INTO guarded VALUES (1)'],
    ['bad syntax', 'node', 'SELEKT 1'],
    ['a missing table', 'node', 'SELECT * FROM missing'],
    ['a missing column', 'node', 'SELECT missing FROM t'],
    ['a missing right', 'node', 'SELECT * FROM t', asStranger],
    ['a role that does not exist', 'node', 'SELECT 1', () => at((url) => (url.username = 'nobody'))],
    ['a database that does not exist', 'node', 'SELECT 1', () => at((url) => (url.pathname = '/missing'))],
    [
      'a server without TLS where TLS is asked for',
      'node',
      'SELECT 1',
      () => at((url) => (url.search = '?sslmode=require')),
    ],
    ['a read-only transaction', 'transient', 'BEGIN READ ONLY; INSERT INTO t VALUES (3)'],
    ['a statement that takes too long', 'transient', 'SET statement_timeout = 10; SELECT pg_sleep(5)'],
    ['a lock that is not available', 'transient', 'BEGIN; LOCK TABLE t NOWAIT'],
    ['a port where nobody listens', 'transient', 'SELECT 1', () => at((url) => (url.port = '1'))],
    ['a connection that the server ends', 'transient', 'SELECT pg_terminate_backend(pg_backend_pid())'],
  ];
  for (const [name, fault, sql, url = () => service.url] of cases) {
    it(`${name} is ${fault}`, async () => {
      const holder = new pg.Client(service.url);
      await holder.connect();
      if (sql.includes('NOWAIT')) await holder.query('BEGIN; LOCK TABLE t');
      const error = await failureOf(runSql(url(), sql));
      await holder.end();
      expect(classifyStoreError(error), `${error.message} ${(error as { code?: string }).code}`).to.equal(
        fault,
      );
    });
  }

  it('a text with a NUL character is the message’s', async () => {
    const client = new pg.Client(service.url);
    await client.connect();
    const error = await failureOf(client.query('SELECT $1::text', ['a\0b']));
    await client.end();
    expect(classifyStoreError(error)).to.equal('message');
  });

  it('two transactions that wait for each other are transient', async () => {
    await runSql(service.url, 'CREATE TABLE pair (id int); INSERT INTO pair VALUES (1), (2)');
    const clients = [new pg.Client(service.url), new pg.Client(service.url)] as const;
    await Promise.all(clients.map((client) => client.connect()));
    const lock = (client: pg.Client, id: number) => client.query(`UPDATE pair SET id = id WHERE id = ${id}`);
    await Promise.all(clients.map((client) => client.query('BEGIN')));
    await lock(clients[0], 1);
    await lock(clients[1], 2);
    const outcomes = await Promise.allSettled([lock(clients[0], 2), lock(clients[1], 1)]);
    await Promise.all(clients.map((client) => client.end()));
    const [failed] = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as Error] : [],
    );
    expect(classifyStoreError(failed), failed?.message).to.equal('transient');
  });
});
