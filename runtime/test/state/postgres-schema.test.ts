import type { Pool } from 'pg';
import { expect } from 'chai';
import { applySchema } from '../../src/state/postgres-schema.ts';
import type { Schema } from '../../src/state/schema.ts';

const SCHEMA: Schema = {
  store: 'item',
  tables: ['item', 'tag'],
  versions: ['CREATE the first', 'CREATE the second', 'CREATE the third'],
};

interface FakeState {
  tables: string[];
  version: number | null;
  /** Errors that statements fail with, in order, by a part of their text. */
  failures: [part: string, code: string][];
}

/** A pool that answers from `state`, and records what it was asked and which connections were destroyed. */
function fakePool(state: FakeState) {
  const statements: string[] = [];
  const released: boolean[] = [];
  const query = async (statement: string | { text: string }, values: readonly unknown[] = []) => {
    const text = typeof statement === 'string' ? statement : statement.text;
    statements.push(text.trim());
    const failing = state.failures.findIndex(([part]) => text.includes(part));
    if (failing !== -1) {
      const [, code] = state.failures.splice(failing, 1)[0]!;
      throw Object.assign(new Error(`failed with ${code}`), { code });
    }
    if (text.includes('pg_class')) {
      const wanted = values[0] as string[];
      return { rows: state.tables.filter((table) => wanted.includes(table)).map((name) => ({ name })) };
    }
    if (text.startsWith('SELECT version')) {
      return { rows: state.version === null ? [] : [{ version: state.version }] };
    }
    if (text.startsWith('INSERT INTO onex_schema')) state.version = Number(values[1]);
    return { rows: [] };
  };
  const connect = async () => ({
    query,
    on: () => {},
    off: () => {},
    release: (isBroken: boolean) => void released.push(isBroken),
  });
  return { pool: { query, connect } as unknown as Pool, statements, released };
}

describe('the tables of a store in PostgreSQL', () => {
  const CURRENT: FakeState = { tables: ['onex_schema', 'item', 'tag'], version: 3, failures: [] };
  const ddl = (statements: readonly string[]): readonly string[] =>
    statements.filter((text) => /^(?:CREATE the|BEGIN|COMMIT)/.test(text)).map((text) => text.split(';')[0]!);

  it('are only read where nothing is missing', async () => {
    const { pool, statements, released } = fakePool({ ...CURRENT });
    await applySchema(pool, SCHEMA);
    expect(statements.every((text) => text.startsWith('SELECT'))).to.equal(true);
    expect(released).to.deep.equal([]);
  });

  for (const [name, state, missing] of [
    ['are all created in an empty database', { tables: [], version: null }, ['first', 'second', 'third']],
    [
      'are all migrated where no version is recorded',
      { tables: ['onex_schema', 'item'], version: null },
      ['first', 'second', 'third'],
    ],
    ['lack only later versions', { ...CURRENT, version: 1 }, ['second', 'third']],
    [
      'are created again where all are gone',
      { tables: ['onex_schema'], version: 3 },
      ['first', 'second', 'third'],
    ],
  ] as const) {
    it(`${name}, in one transaction`, async () => {
      const found = { ...state, tables: [...state.tables], failures: [] };
      const { pool, statements, released } = fakePool(found);
      await applySchema(pool, SCHEMA);
      expect(ddl(statements)).to.deep.equal([
        'BEGIN',
        ...missing.map((one) => `CREATE the ${one}`),
        'COMMIT',
      ]);
      expect(statements.findIndex((text) => text.includes('pg_advisory_xact_lock'))).to.be.lessThan(
        statements.findIndex((text) => text.startsWith('CREATE the')),
      );
      expect(found.version).to.equal(3);
      expect(released).to.deep.equal([false]);
    });
  }

  it('are changed by one of two instances; the other finds them as they must be', async () => {
    const found: FakeState = { tables: [], version: null, failures: [] };
    const { pool, statements } = fakePool(found);
    const asked = pool.query.bind(pool);
    let questions = 0;
    const racing = {
      ...pool,
      query: asked,
      connect: async () => {
        questions += 1;
        Object.assign(found, { ...CURRENT, failures: found.failures });
        return pool.connect();
      },
    } as unknown as Pool;
    await applySchema(racing, SCHEMA);
    expect(questions).to.equal(1);
    expect(ddl(statements)).to.deep.equal(['BEGIN', 'COMMIT']);
  });

  it('are tried again where an open transaction holds a lock, on a new connection', async () => {
    const failures: FakeState['failures'] = [
      ['CREATE the second', '55P03'],
      ['pg_advisory_xact_lock', '55P03'],
    ];
    const { pool, statements, released } = fakePool({ ...CURRENT, version: 1, failures });
    await applySchema(pool, SCHEMA);
    expect(released).to.deep.equal([true, true, false]);
    expect(ddl(statements).at(-1)).to.equal('COMMIT');
  });

  it('are not tried again after any other failure, which is reported as it is', async () => {
    const failures: FakeState['failures'] = [['CREATE the second', '42501']];
    const { pool, statements, released } = fakePool({ ...CURRENT, version: 1, failures });
    const failure = await applySchema(pool, SCHEMA).catch((error: unknown) => error);
    expect(failure).to.include({ code: '42501' });
    expect(ddl(statements)).to.deep.equal(['BEGIN', 'CREATE the second']);
    expect(released).to.deep.equal([true]);
  });

  it('are refused where some are missing, or a newer runtime changed them', async () => {
    for (const [state, part] of [
      [{ ...CURRENT, tables: ['onex_schema', 'item'] }, 'lacks the tables tag'],
      [{ ...CURRENT, version: 4 }, 'version 4'],
    ] as const) {
      const { pool, released } = fakePool({ ...state, tables: [...state.tables], failures: [] });
      const failure = await applySchema(pool, SCHEMA).catch((error: unknown) => error);
      expect(failure).to.include({ code: 'CONFIGURATION_ERROR', name: 'NodeFault' });
      expect((failure as Error).message).to.contain(part);
      expect(released).to.deep.equal([]);
    }
  });
});
