import { isInfrastructureError } from '../../errors/index.ts';
import { openSqlite, rollBack, whenUnlocked, type OpenSqlite } from '../../state/index.ts';
import { createTurnstile } from '../turnstile.ts';
import { createDatabaseDeduplication } from './database.ts';
import { type DeduplicationDriver, RefusedWrites, type StoredAnswer } from './driver.ts';
import { gather } from './gather.ts';
import { SQLITE_ANSWERS } from './schemas.ts';
import { guardStatement, isConstraint, runStatement } from './sqlite-statement.ts';
import type { DeduplicationStore } from './store.ts';

export interface SqliteDeduplicationOptions {
  readonly stateDir: string;
  /** Name of the file, such as the node's name; instances of a node on one machine share it. */
  readonly name: string;
  /** How long an answer is remembered, in ms. Default one day. */
  readonly retentionMs?: number;
  /** The scope under which runtime 0.1 kept the answers of the same node. */
  readonly formerScope?: string;
  /** Clock, in ms. */
  readonly now?: () => number;
}

type Wanted = Pick<StoredAnswer, 'scope' | 'envelopeId'>;

const DAY = 86_400_000;
const PRUNE_EVERY = 60_000;
const INSERT = 'INSERT OR IGNORE INTO onex_answer VALUES (?, ?, ?, ?)';
const SELECT = 'SELECT outputs FROM onex_answer WHERE scope = ? AND envelope_id = ?';

/**
 * Answers in `<stateDir>/<name>.sqlite`, which is opened when it is first used; what is committed is on the disk. Locks
 * of other processes are waited for outside SQLite.
 */
export function openSqliteDeduplication(options: SqliteDeduplicationOptions): DeduplicationStore {
  return createDatabaseDeduplication(sqliteDriver(options));
}

function sqliteDriver(options: SqliteDeduplicationOptions): DeduplicationDriver {
  const { stateDir, name, retentionMs = DAY, formerScope, now = Date.now } = options;
  const database = openSqlite(stateDir, name, SQLITE_ANSWERS);
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw database.failure(error);
    }
  };
  const writing = createTurnstile(1);
  let pruned = now();

  const write = ({ prepare }: OpenSqlite, { scope, envelopeId, outputs }: StoredAnswer): boolean =>
    prepare(INSERT).run(scope, envelopeId, outputs, now() + retentionMs).changes === 1;

  const pruneWhenDue = ({ prepare }: OpenSqlite): void => {
    if (now() - pruned < PRUNE_EVERY) return;
    pruned = now();
    try {
      prepare('DELETE FROM onex_answer WHERE expires < ?').run(pruned);
    } catch {
      // Another process is writing, or no answer can be kept either, which is reported.
    }
  };

  /** Begins a transaction; `leave` rolls back what is not committed, and lets the next one write. */
  const begin = async (): Promise<{ opened: OpenSqlite; leave(): void }> => {
    const release = await writing.enter();
    try {
      const opened = await database.open();
      await whenUnlocked(() => opened.connection.exec('BEGIN IMMEDIATE'));
      const leave = (): void => {
        rollBack(opened.connection);
        release();
      };
      return { opened, leave };
    } catch (error) {
      release();
      throw database.failure(error);
    }
  };
  /** After a handler's statement SQLite may have rolled back by itself; what follows would be on its own. */
  const requireTransaction = ({ connection }: OpenSqlite): void => {
    if (!connection.isOpen) throw database.failure(new Error('the database is not open'));
    if (!connection.isTransaction)
      throw new RefusedWrites(new Error('the database has given the transaction up'));
  };
  const commit = (opened: OpenSqlite, leave: () => void): void => {
    try {
      try {
        opened.connection.exec('COMMIT');
      } catch (error) {
        throw isConstraint(error) ? new RefusedWrites(error) : database.failure(error);
      }
      pruneWhenDue(opened);
    } finally {
      leave();
    }
  };

  const recordTogether = async (take: () => readonly StoredAnswer[]): Promise<readonly boolean[]> => {
    const { opened, leave } = await begin();
    try {
      const results = guard(() => take().map((answer) => write(opened, answer)));
      pruneWhenDue(opened);
      guard(() => opened.connection.exec('COMMIT'));
      return results;
    } finally {
      leave();
    }
  };
  /** One transaction for many answers: one write to the disk. A refused one must not fail the others with it. */
  const record = gather<StoredAnswer, boolean>(async (take) => {
    let answers: readonly StoredAnswer[] = [];
    try {
      return await recordTogether(() => (answers = take()));
    } catch (error) {
      if (isInfrastructureError(error) || answers.length < 2) throw error;
      const alone = answers.map(async (answer) => (await recordTogether(() => [answer]))[0] === true);
      const outcomes = await Promise.allSettled(alone);
      return outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error),
      );
    }
  });

  /** One view of the database for many questions: opening one is most of what a question costs. */
  const find = gather<Wanted, string | null>(async (take) => {
    const { connection, prepare } = await database.open();
    const wanted = take();
    const answerAll = (): (string | null)[] => {
      const opens = wanted.length > 1 && !connection.isTransaction;
      if (opens) connection.exec('BEGIN');
      try {
        const select = prepare(SELECT);
        return wanted.map(({ scope, envelopeId }) => {
          const row = select.get(scope, envelopeId) ?? (formerScope && select.get(formerScope, envelopeId));
          return row ? String(row['outputs']) : null;
        });
      } finally {
        if (opens) rollBack(connection);
      }
    };
    try {
      return await whenUnlocked(answerAll);
    } catch (error) {
      throw database.failure(error);
    }
  });

  return {
    store: 'sqlite',
    find: (scope, envelopeId) => find({ scope, envelopeId }),
    record,
    async begin() {
      const { opened, leave } = await begin();
      return {
        async query(sql, parameters) {
          requireTransaction(opened);
          return guardStatement(guard, () => runStatement(opened.connection, sql, parameters));
        },
        async record(answer) {
          requireTransaction(opened);
          return guard(() => write(opened, answer));
        },
        commit: async () => commit(opened, leave),
        rollback: async () => leave(),
      };
    },
    async open() {
      await database.open();
    },
    async close() {
      database.dispose();
    },
  };
}
