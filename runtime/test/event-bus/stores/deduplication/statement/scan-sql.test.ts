import { expect } from 'chai';
import {
  type Dialect,
  scanSql,
} from '../../../../../src/event-bus/stores/deduplication/statement/scan-sql.ts';

const count = (sql: string, dialect: Dialect): number => scanSql(sql, dialect).statements.length;

describe('reading a handler’s SQL', () => {
  for (const [sql, sqlite, postgresql] of [
    ['SELECT 1', 1, 1],
    ['SELECT 1;', 1, 1],
    ['SELECT 1; SELECT 2', 2, 2],
    ["SELECT ';'", 1, 1],
    ["SELECT 'a''; b'", 1, 1],
    ['SELECT "a;b", "c"";d"', 1, 1],
    ['SELECT 1 -- ; COMMIT', 1, 1],
    ['SELECT 1 -- a\n; COMMIT', 2, 2],
    ['/* ; */ SELECT 1', 1, 1],
    // Comments of PostgreSQL contain comments; those of SQLite end with the first mark.
    ['/* /* */ SELECT 1; */ SELECT 1', 2, 1],
    // A backslash escapes only in PostgreSQL's E'…'.
    ["SELECT E'\\'; COMMIT; --'", 2, 1],
    ["SELECT '\\'; COMMIT; --'", 2, 2],
    // Names in brackets and backticks are SQLite's; quotes with dollars are PostgreSQL's.
    ['SELECT [a;b]', 1, 2],
    ['SELECT `a;b`', 1, 2],
    ['SELECT $$;$$', 2, 1],
    ['SELECT $a$ ; $$ ; $a$', 3, 1],
    ['SELECT a$b$c; SELECT 2', 2, 2],
    ["SELECT 'never closed; COMMIT", 1, 1],
    ['/* never closed; COMMIT', 0, 0],
    ['', 0, 0],
    [' ;;\n-- a', 0, 0],
  ] as const) {
    it(`finds the statements of ${JSON.stringify(sql)}`, () => {
      expect([count(sql, 'sqlite'), count(sql, 'postgresql')]).to.deep.equal([sqlite, postgresql]);
    });
  }

  it('finds the highest parameter, outside texts, names, and comments', () => {
    for (const dialect of ['sqlite', 'postgresql'] as const) {
      const { parameters } = scanSql(`SELECT $2, '$9', "$8", a$7 /* $6 */ WHERE b=$10 -- $11`, dialect);
      expect(parameters, dialect).to.equal(10);
    }
  });

  it('takes the operators of PostgreSQL for no placeholders', () => {
    expect(scanSql(`SELECT data ? 'a', data @> $1::jsonb, a[1:2]`, 'postgresql').foreign).to.equal(null);
  });

  it('reads a text of any length once', () => {
    const sql = `SELECT ${"'a;' || ".repeat(50_000)}''`;
    expect(count(sql, 'sqlite')).to.equal(1);
  });
});
