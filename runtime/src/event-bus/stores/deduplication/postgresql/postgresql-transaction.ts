import type { PoolClient, QueryConfig } from 'pg';
import { isOfStatement } from '../../../../errors/index.ts';
import { type DriverTransaction, RefusedWrites, type StoredAnswer } from '../driver.ts';
import { codeOf, guard, storeError } from './postgresql-error.ts';
import { postgresTypes } from '../statement/index.ts';
import type { Row } from '../transaction.ts';

/** What PostgreSQL says of every statement after one that failed. */
const ABORTED = '25P02';
/** A handler's statement may take longer than those of the store, which are small. */
const STATEMENT_TIMEOUT = 300_000;

export interface PostgresTransactionOptions {
  /** Taken from the pool; given back when the transaction ends. */
  readonly client: PoolClient;
  readonly insert: (answer: StoredAnswer) => QueryConfig;
  /** Called when the connection was released. */
  readonly onEnd: (committed: boolean) => void;
}

/** @throws OnexError DEPENDENCY_UNAVAILABLE; the client is given back then. */
export async function beginTransaction(options: PostgresTransactionOptions): Promise<DriverTransaction> {
  const { client, insert, onEnd } = options;
  // A connection that dies between two statements says so here; without a listener it would end the process.
  client.on('error', ignore);
  const types = postgresTypes(client);
  let running = false;
  /** The last failure that a statement was to blame for. */
  let failed: Error | null = null;
  /** Why the connection is of no use any more. */
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
      // What runs may run for long, and what is lost never ends: the server takes back what a closed connection wrote.
      if (running || lost !== null) giveBack(true);
      else await end('ROLLBACK').catch(ignore);
    },
  };
}

function ignore(): void {}
