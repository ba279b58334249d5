import type { PoolClient, QueryResultRow } from 'pg';
import { type OnexError, toStoreError } from '../errors/index.ts';
import type { Semaphore } from '../values/async/index.ts';
import { leasePool, type PoolLease } from './postgres-pool.ts';
import { applySchema } from './postgres-schema.ts';
import type { Schema } from './schema.ts';

export interface PostgresOptions {
  /** How long the server may take for a statement of the store, in ms. Default 10 s. */
  readonly patienceMs?: number;
  /** Maximum number of connections of the pool. Default 10. */
  readonly connections?: number;
}

export interface Postgres {
  /** Runs one statement, which is one transaction. @throws OnexError as the classification of store errors says. */
  query<Row extends QueryResultRow>(sql: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** A separate connection, which the caller must release. @throws OnexError like `query`. */
  connect(): Promise<PoolClient>;
  /** Where handlers' transactions wait for their turn. @throws OnexError like `query`. */
  transactions(): Promise<Semaphore>;
  /** Waits at most 5 s for a server that does not answer. */
  close(): Promise<void>;
}

/** PostgreSQL reports a missing table, so the database may have been replaced. */
const UNDEFINED_TABLE = '42P01';

/**
 * A database that stores state, over the process's one pool for its URL. When it is first used, and again after a
 * failure, it connects, and creates or migrates the tables if something is missing. Several instances may do so at
 * once.
 */
export function openPostgres(url: string, schema: Schema, options: PostgresOptions = {}): Postgres {
  const { patienceMs = 10_000, connections } = options;
  let lease: Promise<PoolLease> | null = null;
  let prepared: Promise<void> | null = null;

  const leased = (): Promise<PoolLease> => {
    lease ??= leasePool(url, connections).catch((error: unknown) => {
      lease = null;
      throw error;
    });
    return lease;
  };
  const ready = async (): Promise<PoolLease> => {
    const held = await leased();
    prepared ??= applySchema(held.pool, schema).catch((error: unknown) => {
      prepared = null;
      throw error;
    });
    await prepared;
    return held;
  };
  const failure = (error: unknown): OnexError => {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) prepared = null;
    return toStoreError(error, {
      what: 'The state in PostgreSQL',
      remedy: 'Check ONEX_STATE_URL, the server, and the rights of the role.',
    });
  };
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failure(error);
    }
  };
  return {
    query: <Row extends QueryResultRow>(text: string, values: readonly unknown[]) =>
      guard(async () => {
        const { pool } = await ready();
        const statement = { text, values: [...values], query_timeout: patienceMs };
        return (await pool.query<Row>(statement)).rows;
      }),
    connect: () => guard(async () => (await ready()).pool.connect()),
    transactions: () => guard(async () => (await leased()).transactions),
    async close() {
      const held = await lease?.catch(() => null);
      lease = null;
      prepared = null;
      await held?.release();
    },
  };
}
