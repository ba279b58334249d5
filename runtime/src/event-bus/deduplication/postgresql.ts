import type { Pool, QueryConfig } from 'pg';
import { missingPeer } from '../../errors/index.ts';
import { createTurnstile } from '../turnstile.ts';
import { GOODBYE_MS, within } from '../within.ts';
import { createDatabaseDeduplication } from './database.ts';
import type { DeduplicationDriver, StoredAnswer } from './driver.ts';
import { guard } from './postgresql-error.ts';
import { beginTransaction } from './postgresql-transaction.ts';
import type { DeduplicationStore } from './store.ts';

export interface PostgresDeduplicationOptions {
  /** `postgresql://user:password@host/database`. */
  readonly url: string;
  /** How long an answer is remembered, in ms. Default one day. */
  readonly retentionMs?: number;
  /** Most connections. Default 10. */
  readonly connections?: number;
  /** How long the database is waited for, in ms; handlers' statements may take longer. Default 10 s. */
  readonly patienceMs?: number;
  /** Clock, in ms. */
  readonly now?: () => number;
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
const PATIENCE = 10_000;
/** Connections that handlers' transactions leave to questions and answers, which are short and many. */
const RESERVED = 2;

/**
 * Answers in PostgreSQL, for instances on several machines. Connects when it is first used.
 * @throws OnexError IMPORT_ERROR when the client `pg` is not installed.
 */
export async function openPostgresDeduplication(
  options: PostgresDeduplicationOptions,
): Promise<DeduplicationStore> {
  const { url, connections = 10, patienceMs = PATIENCE } = options;
  const { default: pg } = await import('pg').catch(missingPeer('pg', 'The client of PostgreSQL'));
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: Math.min(5000, patienceMs),
    query_timeout: patienceMs,
    application_name: 'onex-runtime',
  });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', () => {});
  return createDatabaseDeduplication(postgresDriver(pool, { ...options, connections }));
}

function postgresDriver(
  pool: Pool,
  options: PostgresDeduplicationOptions & { readonly connections: number },
): DeduplicationDriver {
  const { connections, retentionMs = DAY, now = Date.now } = options;
  /** Whoever waits for a connection in the pool gives up after seconds; handlers may take longer than that. */
  const transactions = createTurnstile(Math.max(1, connections - RESERVED));
  let ready: Promise<unknown> | null = null;
  let pruned = now();

  const prepared = async (): Promise<void> => {
    ready ??= pool.query(SCHEMA);
    await ready.catch(prepareAgain);
  };
  /** The table may be gone with the database that was there before. */
  const prepareAgain = (error: unknown): never => {
    ready = null;
    throw error;
  };
  const insert = ({ scope, envelopeId, outputs }: StoredAnswer): QueryConfig => ({
    text: INSERT,
    values: [scope, envelopeId, outputs, now() + retentionMs],
  });
  const prune = (): void => {
    if (now() - pruned < PRUNE_EVERY) return;
    pruned = now();
    void pool.query(PRUNE, [pruned]).catch(() => {});
  };

  return {
    store: 'postgresql',
    find: (scope, envelopeId) =>
      guard(async () => {
        await prepared();
        const { rows } = await pool
          .query<{ outputs: string }>(SELECT, [scope, envelopeId])
          .catch(prepareAgain);
        return rows[0]?.outputs ?? null;
      }),
    record: (answer) =>
      guard(async () => {
        const { rowCount } = await pool.query(insert(answer));
        prune();
        return rowCount === 1;
      }),
    async begin() {
      const leave = await transactions.enter();
      const client = await guard(async () => {
        await prepared();
        return pool.connect();
      }).catch((error: unknown) => {
        leave();
        throw error;
      });
      const onEnd = (committed: boolean): void => {
        leave();
        if (committed) prune();
      };
      return beginTransaction({ client, insert, onEnd });
    },
    async close() {
      await within(GOODBYE_MS, pool.end());
    },
  };
}
