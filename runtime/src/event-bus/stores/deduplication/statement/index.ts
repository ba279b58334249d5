/**
 * What a handler may do with `context.transaction.query`. It guarantees that a statement and its parameters mean the
 * same to SQLite and to PostgreSQL, or are rejected before either database gets them, and that no statement can end the
 * transaction that also holds the answer.
 */
export { checkStatement } from './check-statement.ts';
export { toDatabase, type DatabaseValue } from './parameters.ts';
export { plainRow, postgresTypes } from './rows.ts';
