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

interface Bounds {
  readonly retentionMs: number;
  readonly now: () => number;
}

export interface DeduplicationBench {
  /** A store on the same data, as another process would open it; closed by the suite. */
  open(bounds?: Bounds): Promise<DeduplicationStore>;
  /** Whether the store outlives a process and lets handlers join its transaction. */
  readonly durable: boolean;
}

const given = (payload: unknown): GivenOut[] => [
  { topic: 'onex.evt.a.b.v1', key: 'k', envelope: createEnvelope(payload) },
];

/** What every store of answers must do. */
export function describeDeduplication(name: string, bench: () => DeduplicationBench): void {
  describe(`${name} deduplication`, () => {
    let store: DeduplicationStore;
    let opened: DeduplicationStore[];
    let id: string;
    const open = async (bounds?: Bounds): Promise<DeduplicationStore> => {
      const another = await bench().open(bounds);
      opened.push(another);
      return another;
    };
    beforeEach(async () => {
      opened = [];
      id = randomUUID();
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
    });

    it('does a message once, and gives a duplicate the first answer', async () => {
      let count = 0;
      const work = async () => given({ count: ++count });
      const first = await store.once('node', id, work);
      const second = await store.once('node', id, work);
      expect(first.first).to.equal(true);
      expect(second).to.deep.equal({ outputs: first.outputs, first: false });
      expect(count).to.equal(1);
    });

    it('does a message once when it comes twice at the same time', async () => {
      let count = 0;
      const answers = await Promise.all(
        [1, 2, 3].map(() => store.once('node', id, async () => given({ count: ++count }))),
      );
      expect(count).to.equal(1);
      expect(answers.map(({ first }) => first)).to.deep.equal([true, false, false]);
      for (const { outputs } of answers) expect(outputs).to.deep.equal(answers[0]?.outputs);
    });

    it('keeps nothing when the work throws', async () => {
      const error = await store
        .once('node', id, async () => {
          throw new Error('not now');
        })
        .catch((thrown: unknown) => thrown);
      expect(error).to.include({ message: 'not now' });
      expect((await store.once('node', id, async () => given({}))).first).to.equal(true);
    });

    it('keeps the answers of different nodes and messages apart', async () => {
      const other = randomUUID();
      const answers = await Promise.all([
        store.once('one', id, async () => given(1)),
        store.once('other', id, async () => given(2)),
        store.once('one', other, async () => []),
      ]);
      expect(answers.map(({ first }) => first)).to.deep.equal([true, true, true]);
      expect((await store.once('one', other, async () => given(3))).outputs).to.deep.equal([]);
    });

    it('rejects outputs that JSON would change, with the path, and keeps nothing', async () => {
      for (const payload of [{ at: new Date(0) }, { sum: Number.NaN }, [undefined], { all: new Set([1]) }]) {
        const failure = await store
          .once('node', id, async () => given(payload))
          .catch((thrown: unknown) => thrown as Error);
        expect(failure).to.include({ code: 'PROCESSING_ERROR' });
        expect((failure as Error).message).to.contain('$[0].envelope.payload');
      }
      expect((await store.once('node', id, async () => given({}))).first).to.equal(true);
    });

    it('keeps many answers at once', async () => {
      const ids = Array.from({ length: 200 }, () => randomUUID());
      await Promise.all(ids.map((each) => store.once('node', each, async () => given(each))));
      const again = await Promise.all(ids.map((each) => store.once('node', each, async () => given('no'))));
      expect(again.map(({ outputs }) => outputs[0]?.envelope.payload)).to.deep.equal(ids);
    });

    if (bench().durable) describeDurable(() => ({ store, open, id }));
  });
}

function describeDurable(
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
