import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import {
  type DeduplicationStore,
  type GivenOut,
  type TransactionAttempt,
  type TransactionScope,
  createEnvelope,
} from '../../../../src/event-bus/index.ts';
import { until } from '../../until.ts';

export interface Bounds {
  readonly retentionMs: number;
  readonly now: () => number;
}

/** One output with this payload. */
export const given = (payload: unknown): GivenOut[] => [
  { topic: 'onex.evt.a.b.v1', key: 'k', envelope: createEnvelope(payload) },
];

/** What every store must do that outlives a process and lets handlers join its transaction. */
export function describeDurable(
  at: () => {
    store: DeduplicationStore;
    open: (bounds?: Bounds) => Promise<DeduplicationStore>;
    id: string;
  },
): void {
  let table: string;
  beforeEach(() => {
    table = `ledger_${randomUUID().replaceAll('-', '')}`;
  });
  const writing = (scope: TransactionScope | undefined, value: string) => {
    const attempt = scope?.attempt();
    if (attempt === undefined) throw new Error('the store has no transactions');
    return {
      attempt,
      write: async () => {
        await attempt.query(`CREATE TABLE IF NOT EXISTS ${table} (value text)`);
        await attempt.query(`INSERT INTO ${table} VALUES ($1)`, [value]);
      },
    };
  };
  const ledger = async (): Promise<unknown[]> => {
    let rows: readonly Readonly<Record<string, unknown>>[] = [];
    await at()
      .store.once('reader', randomUUID(), async (scope) => {
        const attempt = scope?.attempt();
        await attempt?.query(`CREATE TABLE IF NOT EXISTS ${table} (value text)`);
        rows = (await attempt?.query(`SELECT value FROM ${table} ORDER BY value`)) ?? [];
        throw new Error('read only');
      })
      .catch(() => {});
    return rows.map(({ value }) => value);
  };
  it('remembers after the process is gone', async () => {
    const { store, open, id } = at();
    const first = await store.once('node', id, async () => given({ kept: true }));
    const later = await (await open()).once('node', id, async () => given({ kept: false }));
    expect(later).to.deep.equal({ outputs: first.outputs, first: false });
  });

  it('keeps what a handler writes together with the answer', async () => {
    const { store, id } = at();
    const work = async (scope: TransactionScope | undefined) => {
      await writing(scope, 'a').write();
      return given({});
    };
    await store.once('node', id, work);
    await store.once('node', id, work);
    expect(await ledger()).to.deep.equal(['a']);
  });

  it('takes back what an attempt wrote that failed, and keeps what the next one wrote', async () => {
    const { store, id } = at();
    await store.once('node', id, async (scope) => {
      const failed = writing(scope, 'first');
      await failed.write();
      await failed.attempt.discard();
      const error = await failed.attempt.query('SELECT 1').catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'INVALID_STATE' });
      await writing(scope, 'second').write();
      return given({});
    });
    expect(await ledger()).to.deep.equal(['second']);
  });

  it('takes back what was written when the message is answered with a failure', async () => {
    const { store, id } = at();
    await store.once('node', id, async (scope) => {
      await writing(scope, 'lost').write();
      await scope?.discard();
      return given({ failed: true });
    });
    expect(await ledger()).to.deep.equal([]);
    expect((await store.once('node', id, async () => given({}))).outputs[0]?.envelope.payload).to.deep.equal({
      failed: true,
    });
  });

  it('takes back what was written when the work throws', async () => {
    const { store, id } = at();
    await store
      .once('node', id, async (scope) => {
        await writing(scope, 'lost').write();
        throw new Error('no');
      })
      .catch(() => {});
    expect(await ledger()).to.deep.equal([]);
    expect((await store.once('node', id, async () => given({}))).first).to.equal(true);
  });

  it('takes back what the slower of two instances wrote, and answers with the faster one’s', async () => {
    const { store, open, id } = at();
    const other = await open();
    const bothIn = Promise.withResolvers<void>();
    const slow = store.once('node', id, async (scope) => {
      await bothIn.promise;
      await writing(scope, 'slow').write();
      return given('slow');
    });
    const fast = await other.once('node', id, async (scope) => {
      await writing(scope, 'fast').write();
      return given('fast');
    });
    bothIn.resolve();
    const answer = await slow;
    expect(answer).to.deep.equal({ outputs: fast.outputs, first: false });
    expect(await ledger()).to.deep.equal(['fast']);
  });

  it('lets handlers with a transaction and without go on side by side', async () => {
    const { store, open } = at();
    const other = await open();
    await store.once('node', randomUUID(), async (scope) => {
      await writing(scope, '').write();
      return [];
    });
    const stores = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? store : other));
    await Promise.all(
      stores.map((each, index) =>
        each.once('node', randomUUID(), async (scope) => {
          if (index % 4 < 2) await writing(scope, String(index).padStart(2, '0')).write();
          return given(index);
        }),
      ),
    );
    expect(await ledger()).to.have.length(21);
  });

  it('refuses what is written after the answer', async () => {
    const { store, id } = at();
    let late: TransactionAttempt | undefined;
    await store.once('node', id, async (scope) => {
      const { attempt, write } = writing(scope, 'in time');
      await write();
      late = attempt;
      return given({});
    });
    const error = await late
      ?.query(`INSERT INTO ${table} VALUES ('late')`)
      .catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'INVALID_STATE' });
    expect(await ledger()).to.deep.equal(['in time']);
  });

  it('keeps what was given to it and not waited for', async () => {
    const { store, id } = at();
    await store.once('node', id, async (scope) => {
      const { attempt } = writing(scope, '');
      void attempt.query(`CREATE TABLE ${table} (value text)`);
      void attempt.query(`INSERT INTO ${table} VALUES ('first')`);
      void attempt.query(`INSERT INTO ${table} VALUES ('second')`);
      return given({});
    });
    expect(await ledger()).to.deep.equal(['first', 'second']);
  });

  it('asks for another answer where the database refuses at the end what was written', async () => {
    const { store, id } = at();
    const refusals: (Error | undefined)[] = [];
    const answer = await store.once('node', id, async (scope) => {
      refusals.push(scope?.refusal);
      if (scope?.refusal !== undefined) return given({ failed: true });
      const { attempt, write } = writing(scope, 'lost');
      await write();
      await attempt.query(`CREATE TABLE ${table}_owner (id INTEGER PRIMARY KEY)`);
      await attempt.query(
        `CREATE TABLE ${table}_owned (id INTEGER REFERENCES ${table}_owner (id) DEFERRABLE INITIALLY DEFERRED)`,
      );
      await attempt.query(`INSERT INTO ${table}_owned VALUES (1)`);
      return given({ failed: false });
    });
    expect(answer.outputs.map(({ envelope }) => envelope.payload)).to.deep.equal([{ failed: true }]);
    expect(answer.first).to.equal(true);
    expect(refusals.map((refusal) => refusal?.message.toLowerCase() ?? '')).to.satisfy(
      ([first, second]: string[]) => first === '' && second?.includes('foreign key'),
    );
    expect(await ledger()).to.deep.equal([]);
    expect((await store.once('node', id, async () => given({}))).first).to.equal(false);
  });

  it('forgets in time what was kept together with what handlers wrote', async () => {
    const { open, id } = at();
    let time = Date.now();
    const store = await open({ retentionMs: 1000, now: () => time });
    const book = async (envelopeId: string): Promise<boolean> => {
      const { first } = await store.once('node', envelopeId, async (scope) => {
        await scope?.attempt().query('SELECT 1');
        return [];
      });
      return first;
    };
    expect(await book(id)).to.equal(true);
    time += 120_000;
    await book(randomUUID());
    await until(() => book(id));
  });

  it('leaves the mistake of a statement what it is', async () => {
    const { store, id } = at();
    const error = await store
      .once('node', id, async (scope) => {
        await scope?.attempt().query('SELECT * FROM no_such_table');
        return [];
      })
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').and.not.have.property('wireCode');
    expect((error as Error).message).to.contain('no_such_table');
  });
}
