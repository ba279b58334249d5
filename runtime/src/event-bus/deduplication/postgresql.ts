import type { QueryConfig } from 'pg';
import { openPostgres } from '../../state/index.ts';
import { createDatabaseDeduplication } from './database.ts';
import type { DeduplicationDriver, StoredAnswer } from './driver.ts';
import { beginTransaction } from './postgresql-transaction.ts';
import { POSTGRES_ANSWERS } from './schemas.ts';
import type { DeduplicationStore } from './store.ts';

export interface PostgresDeduplicationOptions {
  /** `postgresql://user:password@host/database`. */
  readonly url: string;
  /** How long an answer is remembered, in ms. Default one day. */
  readonly retentionMs?: number;
  /** Most connections of the process to this database. Default 10, of which handlers' transactions take at most 8. */
  readonly connections?: number;
  /** How long the database is waited for, in ms; handlers' statements may take longer. Default 10 s. */
  readonly patienceMs?: number;
  /** The scope under which runtime 0.1 kept the answers of the same node. */
  readonly formerScope?: string;
  /** Clock, in ms. */
  readonly now?: () => number;
}

const SELECT = 'SELECT outputs FROM onex_answer WHERE scope IN ($1, $2) AND envelope_id = $3 LIMIT 1';
const INSERT = 'INSERT INTO onex_answer VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1';
const PRUNE = 'DELETE FROM onex_answer WHERE expires < $1';

const DAY = 86_400_000;
const PRUNE_EVERY = 60_000;

/** Answers in PostgreSQL, for instances on several machines. Connects when it is first used. */
export async function openPostgresDeduplication(
  options: PostgresDeduplicationOptions,
): Promise<DeduplicationStore> {
  return createDatabaseDeduplication(postgresDriver(options));
}

function postgresDriver(options: PostgresDeduplicationOptions): DeduplicationDriver {
  const { url, connections, patienceMs, retentionMs = DAY, formerScope, now = Date.now } = options;
  const database = openPostgres(url, POSTGRES_ANSWERS, {
    ...(connections !== undefined && { connections }),
    ...(patienceMs !== undefined && { patienceMs }),
  });
  let pruned = now();

  const valuesOf = ({ scope, envelopeId, outputs }: StoredAnswer): unknown[] => [
    scope,
    envelopeId,
    outputs,
    now() + retentionMs,
  ];
  const insert = (answer: StoredAnswer): QueryConfig => ({ text: INSERT, values: valuesOf(answer) });
  const prune = (): void => {
    if (now() - pruned < PRUNE_EVERY) return;
    pruned = now();
    void database.query(PRUNE, [pruned]).catch(() => {});
  };

  return {
    store: 'postgresql',
    async find(scope, envelopeId) {
      const values = [scope, formerScope ?? scope, envelopeId];
      const [row] = await database.query<{ outputs: string }>(SELECT, values);
      return row?.outputs ?? null;
    },
    async record(answer) {
      const isFirst = (await database.query(INSERT, valuesOf(answer))).length === 1;
      prune();
      return isFirst;
    },
    async begin() {
      const leave = await (await database.transactions()).enter();
      const client = await database.connect().catch((error: unknown) => {
        leave();
        throw error;
      });
      const onEnd = (committed: boolean): void => {
        leave();
        if (committed) prune();
      };
      return beginTransaction({ client, insert, onEnd });
    },
    close: () => database.close(),
  };
}
