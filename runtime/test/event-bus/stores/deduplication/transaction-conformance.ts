import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { DeduplicationStore, Row, TransactionAttempt } from '../../../../src/event-bus/index.ts';

/** What `context.transaction` must do in the same way in every database. */
export function describeTransactions(name: string, open: () => Promise<DeduplicationStore>): void {
  describe(`a handler’s transaction in ${name}`, () => {
    let store: DeduplicationStore;
    let table: string;
    beforeEach(async () => {
      store = await open();
      table = `t_${randomUUID().replaceAll('-', '')}`;
    });
    afterEach(() => store.close());

    /** Runs the work of one message, and returns what it returns. */
    const handle = async <T>(work: (attempt: TransactionAttempt) => Promise<T>): Promise<T> => {
      let result: T | undefined;
      await store.once('node', randomUUID(), async (scope) => {
        result = await work(scope!.attempt());
        return [];
      });
      return result as T;
    };
    const query = (sql: string, values?: readonly unknown[]): Promise<readonly Row[]> =>
      handle((attempt) => attempt.query(sql, values));
    const refusalOf = async (sql: string, values?: readonly unknown[]): Promise<unknown> =>
      query(sql, values).then(
        () => 'accepted',
        (error: unknown) => (error as { code?: unknown }).code,
      );

    for (const [what, value] of [
      ['a small integer', 3],
      ['zero', 0],
      ['minus zero', -0],
      ['a negative integer', -7],
      ['the largest exact integer', Number.MAX_SAFE_INTEGER],
      ['a bigint', 9_223_372_036_854_775_807n],
      ['a small bigint', 12n],
      ['a fraction', 0.25],
      ['a text', 'größer'],
      ['an empty text', ''],
    ] as const) {
      it(`stores ${what} in a column of texts as JavaScript writes it`, async () => {
        await query(`CREATE TABLE ${table} (value text)`);
        await query(`INSERT INTO ${table} VALUES ($1)`, [value]);
        expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([{ value: String(value) }]);
      });
    }

    for (const value of [0, 3, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      it(`returns the integer ${value} as a number`, async () => {
        await query(`CREATE TABLE ${table} (value bigint)`);
        await query(`INSERT INTO ${table} VALUES ($1)`, [value]);
        expect(await query(`SELECT value FROM ${table} WHERE value = $1`, [value])).to.deep.equal([
          { value },
        ]);
      });
    }

    for (const value of [2n ** 53n, -(2n ** 53n), 2n ** 63n - 1n, -(2n ** 63n)]) {
      it(`returns the large integer ${value} as a bigint`, async () => {
        await query(`CREATE TABLE ${table} (value bigint)`);
        await query(`INSERT INTO ${table} VALUES ($1)`, [value]);
        expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([{ value }]);
      });
    }

    it('returns a count as a number, and null as null', async () => {
      await query(`CREATE TABLE ${table} (value text)`);
      await query(`INSERT INTO ${table} VALUES ($1)`, [undefined]);
      expect(await query(`SELECT count(*) AS rows, max(value) AS value FROM ${table}`)).to.deep.equal([
        { rows: 1, value: null },
      ]);
    });

    it('stores a time as text of ISO 8601 in UTC, and an object as JSON', async () => {
      await query(`CREATE TABLE ${table} (at text, data text)`);
      await query(`INSERT INTO ${table} VALUES ($1, $2)`, [new Date(0), { a: [1] }]);
      expect(await query(`SELECT at, data FROM ${table}`)).to.deep.equal([
        { at: '1970-01-01T00:00:00.000Z', data: '{"a":[1]}' },
      ]);
    });

    it('takes floats, and numbers beyond every integer', async () => {
      await query(`CREATE TABLE ${table} (value double precision)`);
      for (const value of [0.1 + 0.2, 1e21, 1e300]) await query(`INSERT INTO ${table} VALUES ($1)`, [value]);
      const rows = await query(`SELECT value FROM ${table} ORDER BY value`);
      expect(rows.map(({ value }) => value)).to.deep.equal([0.1 + 0.2, 1e21, 1e300]);
    });

    for (const [what, value] of [
      ['NaN', Number.NaN],
      ['infinity', Number.POSITIVE_INFINITY],
      ['an integer that is not exact', 2 ** 53],
      ['an integer of more than 64 bits', 2n ** 63n],
      ['a list', [1, 2]],
      ['a text with NUL', 'a\0b'],
      ['an invalid time', new Date(Number.NaN)],
      ['a function', () => 1],
      ['a symbol', Symbol('a')],
    ] as const) {
      it(`rejects ${what} as a value, and stores nothing`, async () => {
        await query(`CREATE TABLE ${table} (value text)`);
        expect(await refusalOf(`INSERT INTO ${table} VALUES ($1)`, [value])).to.equal('INVALID_PARAMETER');
        expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([]);
      });
    }

    it('rejects several statements, and runs none of them', async () => {
      await query(`CREATE TABLE ${table} (value text)`);
      const insert = `INSERT INTO ${table} VALUES ('a')`;
      for (const sql of [
        `${insert}; ${insert}`,
        `${insert};${insert};`,
        `${insert}; -- and\n ${insert}`,
        `; ${insert} ;; DELETE FROM ${table}`,
        `${insert}; /* and */ COMMIT`,
      ]) {
        expect(await refusalOf(sql), sql).to.equal('INVALID_PARAMETER');
      }
      expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([]);
    });

    it('runs one statement with semicolons in texts, names, and comments', async () => {
      await query(`CREATE TABLE ${table} ("a;b" text); -- done; really`);
      await query(`/* first; second */ INSERT INTO ${table} VALUES ('it''s; COMMIT');`);
      expect(await query(`SELECT "a;b" FROM ${table} WHERE "a;b" <> ';'`)).to.deep.equal([
        { 'a;b': "it's; COMMIT" },
      ]);
    });

    for (const sql of [
      'COMMIT',
      'commit;',
      ' /* now */ Commit',
      '-- now\nEND',
      'ROLLBACK',
      'ROLLBACK TRANSACTION',
      'BEGIN',
      'BEGIN IMMEDIATE',
      'START TRANSACTION',
      'ABORT',
      "PREPARE TRANSACTION 'a'",
      ';COMMIT',
    ]) {
      it(`rejects ${JSON.stringify(sql)}, and rolls back what was written before it`, async () => {
        await query(`CREATE TABLE ${table} (value text)`);
        const error = await handle(async (attempt) => {
          await attempt.query(`INSERT INTO ${table} VALUES ('a')`);
          await attempt.query(sql);
        }).catch((thrown: unknown) => thrown);
        expect(error).to.include({ code: 'INVALID_PARAMETER' });
        expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([]);
      });
    }

    it('rejects what would change the connection for other messages', async () => {
      for (const sql of [
        'PRAGMA foreign_keys = ON',
        "SET search_path TO 'a'",
        'DISCARD ALL',
        "ATTACH 'a' AS a",
      ]) {
        expect(await refusalOf(sql), sql).to.equal('INVALID_PARAMETER');
      }
    });

    it('has savepoints', async () => {
      await query(`CREATE TABLE ${table} (value text)`);
      await handle(async (attempt) => {
        await attempt.query('SAVEPOINT here');
        await attempt.query(`INSERT INTO ${table} VALUES ('undone')`);
        await attempt.query('ROLLBACK TO here');
        await attempt.query('RELEASE here');
        await attempt.query(`INSERT INTO ${table} VALUES ('done')`);
      });
      expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([{ value: 'done' }]);
    });

    it('rejects too few and too many values, and a text without a statement', async () => {
      await query(`CREATE TABLE ${table} (a text, b text)`);
      const insert = `INSERT INTO ${table} VALUES ($1, $2)`;
      for (const values of [[], ['a'], ['a', 'b', 'c']]) {
        expect(await refusalOf(insert, values)).to.equal('INVALID_PARAMETER');
      }
      for (const sql of ['', ' ; ', '-- nothing', 'SELECT 1\0; DROP']) {
        expect(await refusalOf(sql), sql).to.equal('INVALID_PARAMETER');
      }
    });

    it('stores nothing of a message whose handler goes on after a rejected statement and then throws', async () => {
      await query(`CREATE TABLE ${table} (value text)`);
      await handle(async (attempt) => {
        await attempt.query(`INSERT INTO ${table} VALUES ('a')`);
        await attempt.query('COMMIT').catch(() => {});
        throw new Error('no');
      }).catch(() => {});
      expect(await query(`SELECT value FROM ${table}`)).to.deep.equal([]);
    });
  });
}
