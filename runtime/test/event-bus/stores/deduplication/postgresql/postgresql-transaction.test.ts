import { EventEmitter } from 'node:events';
import type { PoolClient } from 'pg';
import { expect } from 'chai';
import { RefusedWrites } from '../../../../../src/event-bus/stores/deduplication/driver.ts';
import { beginTransaction } from '../../../../../src/event-bus/stores/deduplication/postgresql/postgresql-transaction.ts';

const ANSWER = { scope: 'node', envelopeId: 'a', outputs: '[]' };
const coded = (code: string): Error => Object.assign(new Error(`failed with ${code}`), { code });
const UNIQUE = '23505';
const ABORTED = '25P02';

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly query_timeout?: number;
}

/** A connection of the pool. A statement that is named in `answers` ends as the next answer says. */
function setUp(answers: Record<string, (Error | Promise<unknown> | { rowCount: number })[]> = {}) {
  const statements: Statement[] = [];
  const released: boolean[] = [];
  const ends: boolean[] = [];
  const client = Object.assign(new EventEmitter(), {
    async query(statement: string | Statement) {
      const asked = typeof statement === 'string' ? { text: statement, values: [] } : statement;
      statements.push(asked);
      const answer = await answers[asked.text]?.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? { rows: [{ n: 1 }], rowCount: 1 };
    },
    release: (isBroken: boolean) => void released.push(isBroken),
  });
  const begin = () =>
    beginTransaction({
      client: client as unknown as PoolClient,
      insert: ({ scope, envelopeId }) => ({ text: 'INSERT', values: [scope, envelopeId] }),
      onEnd: (committed) => void ends.push(committed),
    });
  return { client, statements, released, ends, begin, texts: () => statements.map(({ text }) => text) };
}

const rejection = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe('a transaction in PostgreSQL', () => {
  it('runs a handler’s statements with their parameters, for five minutes at most', async () => {
    const { begin, statements } = setUp();
    const transaction = await begin();
    expect(await transaction.query('SELECT $1', [7])).to.deep.equal([{ n: 1 }]);
    expect(statements.map(({ text }) => text)).to.deep.equal(['BEGIN', 'SELECT $1']);
    expect(statements[1]).to.deep.include({ values: [7], query_timeout: 300_000 });
  });

  it('commits the answer, and gives the connection back whole and without its listener', async () => {
    const { begin, texts, released, ends, client } = setUp();
    const transaction = await begin();
    expect(client.listenerCount('error')).to.equal(1);
    expect(await transaction.record(ANSWER)).to.equal(true);
    expect(released).to.deep.equal([]);
    await transaction.commit();
    expect(texts()).to.deep.equal(['BEGIN', 'INSERT', 'COMMIT']);
    expect([released, ends]).to.deep.equal([[false], [true]]);
    expect(client.listenerCount('error')).to.equal(0);
  });

  it('says that there is an answer already, and rolls back', async () => {
    const { begin, texts, released, ends } = setUp({ INSERT: [{ rowCount: 0 }] });
    const transaction = await begin();
    expect(await transaction.record(ANSWER)).to.equal(false);
    await transaction.rollback();
    expect(texts().at(-1)).to.equal('ROLLBACK');
    expect([released, ends]).to.deep.equal([[false], [false]]);
  });

  it('survives a connection that dies between two statements', async () => {
    const { begin, client } = setUp();
    await begin();
    expect(() => client.emit('error', new Error('terminated'))).to.not.throw();
  });

  it('that cannot begin destroys the connection, and reports the database as unavailable', async () => {
    const { begin, released, ends, client } = setUp({ BEGIN: [coded('ECONNRESET')] });
    expect(await rejection(begin())).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect([released, ends]).to.deep.equal([[true], [false]]);
    expect(client.listenerCount('error')).to.equal(0);
  });

  it('shows the handler what the database says of its statement, and refuses the answer for it', async () => {
    const first = coded(UNIQUE);
    const { begin } = setUp({
      WRITE: [first, coded(ABORTED)],
      INSERT: [coded(ABORTED)],
    });
    const transaction = await begin();
    expect(await rejection(transaction.query('WRITE', []))).to.equal(first);
    expect(await rejection(transaction.query('WRITE', []))).to.include({ code: ABORTED });
    const refused = await rejection(transaction.record(ANSWER));
    expect(refused).to.be.instanceOf(RefusedWrites);
    expect((refused as RefusedWrites).refusal).to.equal(first);
  });

  it('that is aborted without a known statement is refused with what the database says', async () => {
    const aborted = coded(ABORTED);
    const { begin } = setUp({ INSERT: [aborted] });
    const refused = await rejection((await begin()).record(ANSWER));
    expect((refused as RefusedWrites).refusal).to.equal(aborted);
  });

  it('that loses its connection in a statement sends nothing more, and destroys it', async () => {
    const { begin, texts, released, ends } = setUp({ WRITE: [coded('ECONNRESET')] });
    const transaction = await begin();
    const lost = await rejection(transaction.query('WRITE', []));
    expect(lost).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(await rejection(transaction.query('WRITE', []))).to.equal(lost);
    expect(await rejection(transaction.record(ANSWER))).to.equal(lost);
    await transaction.rollback();
    expect(texts()).to.deep.equal(['BEGIN', 'WRITE']);
    expect([released, ends]).to.deep.equal([[true], [false]]);
  });

  it('reports the database as unavailable when the answer cannot be stored', async () => {
    const { begin } = setUp({ INSERT: [coded('ECONNRESET')] });
    const error = await rejection((await begin()).record(ANSWER));
    expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('destroys the connection when a commit fails, and tells a refusal from an outage', async () => {
    for (const [code, isRefused] of [
      [UNIQUE, true],
      ['ECONNRESET', false],
    ] as const) {
      const { begin, released, ends } = setUp({ COMMIT: [coded(code)] });
      const error = await rejection((await begin()).commit());
      expect(error instanceof RefusedWrites, code).to.equal(isRefused);
      if (!isRefused) expect(error).to.include({ code: 'DEPENDENCY_UNAVAILABLE' });
      expect([released, ends]).to.deep.equal([[true], [false]]);
    }
  });

  it('destroys the connection when it cannot be rolled back, without an error', async () => {
    const { begin, released, ends } = setUp({ ROLLBACK: [coded('ECONNRESET')] });
    await (await begin()).rollback();
    expect([released, ends]).to.deep.equal([[true], [false]]);
  });

  it('does not wait for a running statement to roll back', async () => {
    const held = Promise.withResolvers<unknown>();
    const { begin, texts, released } = setUp({ WRITE: [held.promise] });
    const transaction = await begin();
    const running = transaction.query('WRITE', []);
    await transaction.rollback();
    expect(texts()).to.not.include('ROLLBACK');
    expect(released).to.deep.equal([true]);
    held.resolve({ rows: [] });
    await running;
  });

  it('rolls back as usual once its statement has ended', async () => {
    const { begin, texts, released } = setUp({ WRITE: [coded(UNIQUE)] });
    const transaction = await begin();
    await rejection(transaction.query('WRITE', []));
    await transaction.rollback();
    expect(texts().at(-1)).to.equal('ROLLBACK');
    expect(released).to.deep.equal([false]);
  });
});
