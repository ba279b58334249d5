export type { Answer, DeduplicationStore, GivenOut, Work } from './store.ts';
export type { Row, StoreTransaction, TransactionAttempt, TransactionScope } from './transaction.ts';
export type { StoreSize } from './window/index.ts';
export { coverRetention, DEFAULT_RETENTION_MS } from './window/index.ts';
export { createMemoryDeduplication, type MemoryDeduplicationOptions } from './memory.ts';
export { openSqliteDeduplication, type SqliteDeduplicationOptions } from './sqlite/sqlite.ts';
export { openPostgresDeduplication, type PostgresDeduplicationOptions } from './postgresql/postgresql.ts';
