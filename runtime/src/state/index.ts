/**
 * The databases that state is stored in. It guarantees that a schema is created or migrated only where something is
 * missing, that waiting for a lock never blocks the event loop, that files of SQLite are private to the user, that
 * errors keep their original cause, and that a process has one pool for each PostgreSQL URL.
 */
export { KeyedQueue } from './keyed-queue.ts';
export { createAdoption } from './adopting.ts';
export { ownerKey, ownerOf, type Owner } from './owner.ts';
export { makeDirectoryPrivate, makePrivate, privacyProblem } from './private-files.ts';
export type { Schema } from './schema.ts';
export { openSqlite, type OpenSqlite, type Prepare, type Sqlite } from './sqlite.ts';
export { rollBack, whenUnlocked } from './sqlite-connection.ts';
export { loadPostgresClient } from './postgres-pool.ts';
export { openPostgres, type Postgres } from './postgres.ts';
