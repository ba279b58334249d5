import type { Pool, QueryResultRow } from 'pg';
import { missingPeer, toStoreError } from '../errors/index.ts';

export interface Postgres {
  /** Runs one statement, which is one transaction. @throws OnexError as the classification of store errors says. */
  query<Row extends QueryResultRow>(sql: string, values: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Of the lock under which tables are made. */
const SCHEMA_LOCK = 1_869_506_937;

/**
 * A database that state is kept in. Connects, and runs `schema`, when it is first used, and again after a failure; two
 * instances may do so at once. The client `pg` is an optional peer: without it the first use throws IMPORT_ERROR.
 */
export function openPostgres(url: string, schema: string): Postgres {
  let pool: Promise<Pool> | null = null;
  const connected = (): Promise<Pool> => {
    pool ??= openPool(url, schema).catch((error: unknown) => {
      pool = null;
      throw error;
    });
    return pool;
  };
  return {
    async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[]) {
      try {
        return (await (await connected()).query<Row>(sql, [...values])).rows;
      } catch (error) {
        throw toStoreError(error, { what: 'The state in PostgreSQL' });
      }
    },
    async close() {
      const opened = await pool?.catch(() => null);
      pool = null;
      await opened?.end();
    },
  };
}

async function openPool(connectionString: string, schema: string): Promise<Pool> {
  const { default: pg } = await import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'));
  const pool = new pg.Pool({
    connectionString,
    max: 5,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    application_name: 'onex-runtime',
  });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await pool.query(`BEGIN; SELECT pg_advisory_xact_lock(${SCHEMA_LOCK}); ${schema}; COMMIT;`);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}
