import type { PoolClient, QueryConfig } from 'pg';
import { isOfStatement, type OnexError, toStoreError } from '../../../../errors/index.ts';
import { type DriverTransaction, RefusedWrites, type StoredAnswer } from '../driver.ts';
import { postgresTypes } from '../statement/index.ts';
import type { Row } from '../transaction.ts';

/** PostgreSQL's error for every statement after one that failed. */
const ABORTED = '25P02';
/** A handler's statement may take longer than the small ones of the store. */
const STATEMENT_TIMEOUT = 300_000;

export interface PostgresTransactionOptions {
  /** Taken from the pool, and returned when the transaction ends. */
  readonly client: PoolClient;
  readonly insert: (answer: StoredAnswer) => QueryConfig;
  /** Called when the connection was released. */
  readonly onEnd: (committed: boolean) => void;
}

/** @throws OnexError DEPENDENCY_UNAVAILABLE; the client is then returned to the pool. */
export async function beginTransaction(options: PostgresTransactionOptions): Promise<DriverTransaction> {
  const { client, insert, onEnd } = options;
  // A connection that breaks between two statements reports it here. Without a listener, the error would end the
  // process.
  client.on('error', ignore);
  const types = postgresTypes(client);
  let running = false;
  /** The last failure that a statement caused. */
  let failed: Error | null = null;
  /** Why the connection is no longer usable. */
  let lost: Error | null = null;

  const giveBack = (broken: boolean, committed = false): void => {
    client.off('error', ignore);
    client.release(broken);
    onEnd(committed);
  };
  const end = async (statement: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    let ended = false;
    try {
      await client.query(statement);
      ended = true;
    } finally {
      giveBack(!ended, ended && statement === 'COMMIT');
    }
  };

  try {
    await guard(() => client.query('BEGIN'));
  } catch (error) {
    giveBack(true);
    throw error;
  }
  return {
    async query(sql, values) {
      if (lost !== null) throw lost;
      running = true;
      const statement = { text: sql, values: [...values], types, query_timeout: STATEMENT_TIMEOUT };
      try {
        return (await client.query<Row>(statement)).rows;
      } catch (error) {
        if (!isOfStatement(error)) throw (lost = storeError(error));
        if (codeOf(error) !== ABORTED) failed = error as Error;
        throw error;
      } finally {
        running = false;
      }
    },
    async record(answer) {
      if (lost !== null) throw lost;
      try {
        return (await client.query(insert(answer))).rowCount === 1;
      } catch (error) {
        if (codeOf(error) === ABORTED) throw new RefusedWrites(failed ?? (error as Error));
        throw storeError(error);
      }
    },
    async commit() {
      try {
        await end('COMMIT');
      } catch (error) {
        throw isOfStatement(error) ? new RefusedWrites(error as Error) : storeError(error);
      }
    },
    async rollback() {
      // A running statement may take long, and one on a lost connection never ends. The server rolls back the writes of
      // a closed connection.
      if (running || lost !== null) giveBack(true);
      else await end('ROLLBACK').catch(ignore);
    },
  };
}

function ignore(): void {}

/** SQLSTATE, or the code of a socket's error. */
function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | null)?.code;
}

/** Runs a statement of the store itself. @throws OnexError as the classification of store errors says. */
async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}

function storeError(error: unknown): OnexError {
  return toStoreError(error, { what: 'PostgreSQL' });
}
