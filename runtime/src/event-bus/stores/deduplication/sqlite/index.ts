/**
 * Deduplication in a SQLite file, for instances on one machine. Lookups that arrive together run as one query, and
 * writes take turns, so no writer waits for a lock inside a transaction.
 */
export { openSqliteDeduplication, type SqliteDeduplicationOptions } from './sqlite.ts';
