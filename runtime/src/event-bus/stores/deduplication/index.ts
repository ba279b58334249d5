/**
 * Remembers which messages were handled, and their outputs.
 *
 * 1. `once` runs the work of a message at most once for each owner and key, and stores the outputs. A duplicate gets
 *    the stored outputs.
 * 2. Two calls at once for one message run the work once. Of two instances, the one that stores first wins; the writes
 *    of the other are rolled back.
 * 3. What a handler writes through its transaction is committed with the outputs, or not at all.
 * 4. If the work throws, nothing is stored, and the message is new again.
 * 5. Outputs are remembered for as long as the bus can deliver the message again, unless a shorter window is
 *    configured (`window/`).
 *
 * A new database implements `DeduplicationDriver`. It must not know the bus.
 */
export type { Answer, DeduplicationStore, GivenOut, Work } from './store.ts';
export type { Row, StoreTransaction, TransactionAttempt, TransactionScope } from './transaction.ts';
export type { StoreSize } from './window/index.ts';
export { coverRetention, DEFAULT_RETENTION_MS } from './window/index.ts';
export { createMemoryDeduplication, type MemoryDeduplicationOptions } from './memory.ts';
export { openSqliteDeduplication, type SqliteDeduplicationOptions } from './sqlite/index.ts';
export { openPostgresDeduplication, type PostgresDeduplicationOptions } from './postgresql/index.ts';
