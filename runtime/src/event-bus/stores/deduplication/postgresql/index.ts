/**
 * Deduplication in PostgreSQL, for instances on several machines. An answer and what the handler wrote are committed
 * in one transaction. A connection that failed is not used again.
 */
export { openPostgresDeduplication, type PostgresDeduplicationOptions } from './postgresql.ts';
