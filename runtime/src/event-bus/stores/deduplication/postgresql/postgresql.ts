import type { QueryConfig } from 'pg';
import { loadPostgresClient, openPostgres } from '../../../../state/index.ts';
import { steadyNow } from '../../../../values/index.ts';
import { createDatabaseDeduplication } from '../database.ts';
import type { DeduplicationDriver, StoredAnswer } from '../driver.ts';
import { beginTransaction } from './postgresql-transaction.ts';
import { createPruning, createRetention, PRUNED_AT_ONCE, type StoreSize } from '../window/index.ts';
import { POSTGRES_ANSWERS } from '../schemas.ts';
import type { DeduplicationStore } from '../store.ts';

export interface PostgresDeduplicationOptions {
  /** `postgresql://user:password@host/database`. */
  readonly url: string;
  /** How long an answer is remembered, in ms. Default one week; `retain` changes it. */
  readonly retentionMs?: number;
  /** Called at most once a minute, after expired answers were removed. */
  readonly onSize?: (size: StoreSize) => void;
  /**
   * Maximum number of connections of the process to this database. Default 10, of which handlers' transactions use at
   * most 8.
   */
  readonly connections?: number;
  /** How long to wait for the database, in ms. Handlers' statements may take longer. Default 10 s. */
  readonly patienceMs?: number;
  /** The scope under which runtime 0.1 stored the answers of the same node. */
  readonly formerScope?: string;
  /** Clock, in ms since 1970. */
  readonly now?: () => number;
}

const SELECT = 'SELECT outputs FROM onex_answer WHERE scope IN ($1, $2) AND envelope_id = $3 LIMIT 1';
const INSERT = 'INSERT INTO onex_answer VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1';
/** Instances that remove answers at the same time skip each other's rows. */
const PRUNE = `DELETE FROM onex_answer WHERE ctid = ANY (ARRAY
  (SELECT ctid FROM onex_answer WHERE expires < $1 ORDER BY expires LIMIT ${PRUNED_AT_ONCE} FOR UPDATE SKIP LOCKED))
  RETURNING 1`;
/** The server's own estimate, because counting would read the whole table. */
const SIZE = `SELECT greatest(reltuples, 0)::float8 AS rows, pg_total_relation_size(oid)::float8 AS bytes
  FROM pg_class WHERE oid = 'onex_answer'::regclass`;

/** Answers in PostgreSQL, for instances on several machines. It is connected when it is first used. */
export async function openPostgresDeduplication(
  options: PostgresDeduplicationOptions,
): Promise<DeduplicationStore> {
  return createDatabaseDeduplication(postgresDriver(options));
}

function postgresDriver(options: PostgresDeduplicationOptions): DeduplicationDriver {
  const { url, connections, patienceMs, formerScope, now = steadyNow } = options;
  const retention = createRetention(options.retentionMs);
  const database = openPostgres(url, POSTGRES_ANSWERS, {
    ...(connections !== undefined && { connections }),
    ...(patienceMs !== undefined && { patienceMs }),
  });

  const valuesOf = ({ scope, envelopeId, outputs }: StoredAnswer): unknown[] => [
    scope,
    envelopeId,
    outputs,
    now() + retention.ms,
  ];
  const insert = (answer: StoredAnswer): QueryConfig => ({ text: INSERT, values: valuesOf(answer) });
  const size = async (): Promise<StoreSize> => {
    const [row] = await database.query<{ rows: number; bytes: number }>(SIZE, []);
    return { rows: row?.rows ?? 0, bytes: row?.bytes ?? 0 };
  };
  const pruning = createPruning({
    now,
    size,
    onSize: options.onSize,
    removeSome: async (time) => (await database.query(PRUNE, [time])).length,
  });

  return {
    store: 'postgresql',
    async find(scope, envelopeId) {
      const values = [scope, formerScope ?? scope, envelopeId];
      const [row] = await database.query<{ outputs: string }>(SELECT, values);
      return row?.outputs ?? null;
    },
    async record(answer) {
      const isFirst = (await database.query(INSERT, valuesOf(answer))).length === 1;
      pruning.touch();
      return isFirst;
    },
    async begin() {
      const release = await (await database.transactions()).acquire();
      const client = await database.connect().catch((error: unknown) => {
        release();
        throw error;
      });
      const onEnd = (committed: boolean): void => {
        release();
        if (committed) pruning.touch();
      };
      return beginTransaction({ client, insert, onEnd });
    },
    async open() {
      await loadPostgresClient();
    },
    retain: (ms) => retention.set(ms),
    size,
    async close() {
      pruning.stop();
      await database.close();
    },
  };
}
