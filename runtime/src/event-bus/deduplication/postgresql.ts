import type { Pool, PoolClient } from 'pg';
import { OnexError, isOnexError, missingPeer } from '../../errors/index.ts';
import { createDatabaseDeduplication } from './database.ts';
import type { DeduplicationDriver, StoredAnswer } from './driver.ts';
import type { DeduplicationStore } from './store.ts';
import type { Row } from './transaction.ts';

export interface PostgresDeduplicationOptions {
  /** `postgresql://user:password@host/database`. */
  readonly url: string;
  /** How long an answer is remembered, in ms. Default one day. */
  readonly retentionMs?: number;
  /** Most connections. Default 10. */
  readonly connections?: number;
}

/** Two instances may make the table at once; the lock lets one wait for the other. */
const SCHEMA = `
  BEGIN;
  SELECT pg_advisory_xact_lock(1869506936);
  CREATE TABLE IF NOT EXISTS onex_answer (
    scope text NOT NULL, envelope_id text NOT NULL, outputs text NOT NULL, expires bigint NOT NULL,
    PRIMARY KEY (scope, envelope_id)
  );
  CREATE INDEX IF NOT EXISTS onex_answer_expires ON onex_answer (expires);
  COMMIT;`;

const SELECT = 'SELECT outputs FROM onex_answer WHERE scope = $1 AND envelope_id = $2';
const INSERT = 'INSERT INTO onex_answer VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING';
const PRUNE = 'DELETE FROM onex_answer WHERE expires < $1';

const DAY = 86_400_000;
const PRUNE_EVERY = 60_000;

/**
 * Answers in PostgreSQL, for instances on several machines. Connects when it is first used.
 * @throws OnexError IMPORT_ERROR when the client `pg` is not installed.
 */
export async function openPostgresDeduplication(
  options: PostgresDeduplicationOptions,
): Promise<DeduplicationStore> {
  const { default: pg } = await import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'));
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5000,
    application_name: 'onex-runtime',
  });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', () => {});
  return createDatabaseDeduplication(postgresDriver(pool, options.retentionMs ?? DAY));
}

function postgresDriver(pool: Pool, retentionMs: number): DeduplicationDriver {
  let ready: Promise<unknown> | null = null;
  let pruned = Date.now();

  const prepared = async (): Promise<void> => {
    ready ??= pool.query(SCHEMA);
    try {
      await ready;
    } catch (error) {
      ready = null;
      throw error;
    }
  };
  const values = ({ scope, envelopeId, outputs }: StoredAnswer): unknown[] => [
    scope,
    envelopeId,
    outputs,
    Date.now() + retentionMs,
  ];
  const prune = (): void => {
    if (Date.now() - pruned < PRUNE_EVERY) return;
    pruned = Date.now();
    void pool.query(PRUNE, [pruned]).catch(() => {});
  };

  return {
    store: 'postgresql',
    find: (scope, envelopeId) =>
      guard(async () => {
        await prepared();
        const { rows } = await pool.query<{ outputs: string }>(SELECT, [scope, envelopeId]);
        return rows[0]?.outputs ?? null;
      }),
    record: (answer) =>
      guard(async () => {
        const { rowCount } = await pool.query(INSERT, values(answer));
        prune();
        return rowCount === 1;
      }),
    async begin() {
      const client = await guard(async () => {
        await prepared();
        const opened = await pool.connect();
        // A connection that dies between two statements says so here; without a listener it would end the process.
        opened.on('error', ignore);
        await opened.query('BEGIN').catch((error: unknown) => {
          opened.off('error', ignore);
          opened.release(true);
          throw error;
        });
        return opened;
      });
      return {
        query: (sql, parameters) =>
          guard(async () => (await client.query<Row>(sql, [...parameters])).rows as readonly Row[]),
        record: (answer) => guard(async () => (await client.query(INSERT, values(answer))).rowCount === 1),
        commit: () => end(client, 'COMMIT'),
        rollback: () => end(client, 'ROLLBACK').catch(() => {}),
      };
    },
    close: () => pool.end(),
  };
}

function ignore(): void {}

async function end(client: PoolClient, statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  let broken = true;
  try {
    await guard(async () => client.query(statement));
    broken = false;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** Classes of SQLSTATE in which the statement is at fault, not the server: data, constraints, syntax, access. */
const STATEMENT = /^(?:2[1-8]|42|P0)/;

/** What the server says of a statement stays what it is; everything else means that it is away. */
async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    if (isOnexError(error) || (code !== undefined && STATEMENT.test(code))) throw error;
    throw new OnexError('DEPENDENCY_UNAVAILABLE', `PostgreSQL: ${message ?? String(error)}`, {
      cause: error,
    });
  }
}
