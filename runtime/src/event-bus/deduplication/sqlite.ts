import { openDatabase } from '../../state/index.ts';
import { pause } from '../backoff.ts';
import { createTurnstile } from '../turnstile.ts';
import { createDatabaseDeduplication } from './database.ts';
import { type DeduplicationDriver, RefusedWrites, type StoredAnswer } from './driver.ts';
import { gather } from './gather.ts';
import { guardStatement, isBusy, isConstraint, runStatement } from './sqlite-statement.ts';
import type { DeduplicationStore } from './store.ts';

export interface SqliteDeduplicationOptions {
  readonly stateDir: string;
  /** Name of the file, such as the node's name; instances of a node on one machine share it. */
  readonly name: string;
  /** How long an answer is remembered, in ms. Default one day. */
  readonly retentionMs?: number;
  /** Clock, in ms. */
  readonly now?: () => number;
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
  now = Date.now,
}: SqliteDeduplicationOptions): DeduplicationDriver {
  const { connection, guard, close } = openDatabase(stateDir, name, SCHEMA);
  // Waiting inside SQLite would stop the whole process; this waits outside of it.
  connection.exec('PRAGMA busy_timeout = 0');
  const select = connection.prepare('SELECT outputs FROM onex_answer WHERE scope = ? AND envelope_id = ?');
  const insert = connection.prepare('INSERT OR IGNORE INTO onex_answer VALUES (?, ?, ?, ?)');
  const prune = connection.prepare('DELETE FROM onex_answer WHERE expires < ?');
  const writing = createTurnstile(1);
  let pruned = now();

  const write = ({ scope, envelopeId, outputs }: StoredAnswer): boolean =>
    insert.run(scope, envelopeId, outputs, now() + retentionMs).changes === 1;

  const pruneWhenDue = (): void => {
    if (now() - pruned < PRUNE_EVERY) return;
    pruned = now();
    try {
      prune.run(pruned);
    } catch {
      // Another process writes just now, or no answer can be kept either, which is told.
    }
  };

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
  /** What a handler did may have made the database give its transaction up; what follows would be on its own. */
  const requireTransaction = (): void => {
    if (!connection.isTransaction)
      throw new RefusedWrites(new Error('the database has given the transaction up'));
  };
  const commit = (release: () => void): void => {
    try {
      try {
        connection.exec('COMMIT');
      } catch (error) {
        if (isConstraint(error)) throw new RefusedWrites(error);
        guard(() => {
          throw error;
        });
      }
      pruneWhenDue();
    } finally {
      leave(release);
    }
  };

  /** One transaction for many answers: one write to the disk. */
  const record = gather<StoredAnswer, boolean>(async (take) => {
    const release = await begin();
    try {
      const results = guard(() => take().map(write));
      pruneWhenDue();
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
        async query(sql, parameters) {
          requireTransaction();
          return guardStatement(guard, () => runStatement(connection, sql, parameters));
        },
        async record(answer) {
          requireTransaction();
          return guard(() => write(answer));
        },
        commit: async () => commit(release),
        rollback: async () => leave(release),
      };
    },
    async close() {
      close();
    },
  };
}
