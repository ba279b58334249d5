import type { DatabaseSync } from 'node:sqlite';
import { isOnexError } from '../../errors/index.ts';
import { openDatabase } from '../../state/index.ts';
import { pause } from '../backoff.ts';
import { createTurnstile } from '../turnstile.ts';
import { createDatabaseDeduplication } from './database.ts';
import type { DeduplicationDriver, StoredAnswer } from './driver.ts';
import { gather } from './gather.ts';
import type { DeduplicationStore } from './store.ts';
import type { Row } from './transaction.ts';

export interface SqliteDeduplicationOptions {
  readonly stateDir: string;
  /** Name of the file, such as the node's name; instances of a node on one machine share it. */
  readonly name: string;
  /** How long an answer is remembered, in ms. Default one day. */
  readonly retentionMs?: number;
}

/** Rows are long, so they stand in the order they come, and only their keys are sorted. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS onex_answer (
    scope TEXT NOT NULL, envelope_id TEXT NOT NULL, outputs TEXT NOT NULL, expires INTEGER NOT NULL,
    PRIMARY KEY (scope, envelope_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS onex_answer_expires ON onex_answer (expires);`;

type Wanted = Pick<StoredAnswer, 'scope' | 'envelopeId'>;

const DAY = 86_400_000;
const PRUNE_EVERY = 60_000;
/** How long another process's transaction is waited for. */
const PATIENCE = 10_000;

/**
 * Answers in `<stateDir>/<name>.sqlite`; what is committed is on the disk.
 * @throws OnexError DEPENDENCY_UNAVAILABLE naming the file and the remedy.
 */
export function openSqliteDeduplication(options: SqliteDeduplicationOptions): DeduplicationStore {
  return createDatabaseDeduplication(sqliteDriver(options));
}

function sqliteDriver({
  stateDir,
  name,
  retentionMs = DAY,
}: SqliteDeduplicationOptions): DeduplicationDriver {
  const { connection, guard, close } = openDatabase(stateDir, name, SCHEMA);
  // Waiting inside SQLite would stop the whole process; this waits outside of it.
  connection.exec('PRAGMA busy_timeout = 0');
  const select = connection.prepare('SELECT outputs FROM onex_answer WHERE scope = ? AND envelope_id = ?');
  const insert = connection.prepare('INSERT OR IGNORE INTO onex_answer VALUES (?, ?, ?, ?)');
  const prune = connection.prepare('DELETE FROM onex_answer WHERE expires < ?');
  const writing = createTurnstile(1);
  let pruned = Date.now();

  const write = ({ scope, envelopeId, outputs }: StoredAnswer): boolean =>
    insert.run(scope, envelopeId, outputs, Date.now() + retentionMs).changes === 1;

  const begin = async (): Promise<() => void> => {
    const release = await writing.enter();
    const until = Date.now() + PATIENCE;
    for (;;) {
      try {
        connection.exec('BEGIN IMMEDIATE');
        return release;
      } catch (error) {
        if (isBusy(error) && Date.now() < until) {
          await pause(5 + Math.random() * 20);
          continue;
        }
        release();
        return guard(() => {
          throw error;
        });
      }
    }
  };
  /** Takes back what is not committed, which the database may have done by itself, and lets the next one write. */
  const leave = (release: () => void): void => {
    try {
      if (connection.isTransaction) guard(() => connection.exec('ROLLBACK'));
    } finally {
      release();
    }
  };
  const commit = (release: () => void): void => {
    try {
      guard(() => connection.exec('COMMIT'));
    } finally {
      leave(release);
    }
  };

  /** One transaction for many answers: one write to the disk. */
  const record = gather<StoredAnswer, boolean>(async (take) => {
    const release = await begin();
    try {
      const results = guard(() => take().map(write));
      if (Date.now() - pruned > PRUNE_EVERY) {
        pruned = Date.now();
        guard(() => prune.run(pruned));
      }
      guard(() => connection.exec('COMMIT'));
      return results;
    } finally {
      leave(release);
    }
  });

  /** One view of the database for many questions: opening one is most of what a question costs. */
  const find = gather<Wanted, string | null>(async (take) =>
    guard(() => {
      const wanted = take();
      const opens = wanted.length > 1 && !connection.isTransaction;
      if (opens) connection.exec('BEGIN');
      try {
        return wanted.map(({ scope, envelopeId }) => {
          const row = select.get(scope, envelopeId) as { outputs: string } | undefined;
          return row?.outputs ?? null;
        });
      } finally {
        if (opens) connection.exec('COMMIT');
      }
    }),
  );

  return {
    store: 'sqlite',
    find: (scope, envelopeId) => find({ scope, envelopeId }),
    record,
    async begin() {
      const release = await begin();
      return {
        query: async (sql, parameters) => guardStatement(guard, () => query(connection, sql, parameters)),
        record: async (answer) => guard(() => write(answer)),
        commit: async () => commit(release),
        rollback: async () => leave(release),
      };
    },
    async close() {
      close();
    },
  };
}

/** `$1` is a name to SQLite, so the parameters go by name. */
function query(connection: DatabaseSync, sql: string, parameters: readonly unknown[]): readonly Row[] {
  const statement = connection.prepare(sql);
  const named = Object.fromEntries(parameters.map((value, index) => [`$${index + 1}`, toSqlite(value)]));
  return statement.all(named) as readonly Row[];
}

function toSqlite(value: unknown): string | number | bigint | null | Uint8Array {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}

/** SQLite's primary codes for what is no fault of the statement: busy, locked, read-only, I/O, corrupt, full, … */
const AWAY: ReadonlySet<number> = new Set([5, 6, 8, 10, 11, 13, 14, 15, 26]);

/** A handler's own mistake (a constraint, a missing table) stays what it is, and becomes its failed event. */
function guardStatement<T>(guard: <R>(work: () => R) => R, work: () => T): T {
  let failure: { readonly error: unknown } | null = null;
  const result = guard(() => {
    try {
      return work();
    } catch (error) {
      const code = (error as { errcode?: number }).errcode;
      if (isOnexError(error) || (code !== undefined && AWAY.has(code % 256))) throw error;
      failure = { error };
      return undefined as T;
    }
  });
  if (failure !== null) throw (failure as { error: unknown }).error;
  return result;
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && [5, 6].includes(code % 256);
}
