import { isInfrastructureError } from '../../../../errors/index.ts';
import { openSqlite, rollBack, whenUnlocked, type OpenSqlite } from '../../../../state/index.ts';
import { steadyNow } from '../../../../values/index.ts';
import { createSemaphore } from '../../../../values/async/index.ts';
import { createDatabaseDeduplication } from '../database.ts';
import { type DeduplicationDriver, RefusedWrites, type StoredAnswer } from '../driver.ts';
import { batchCalls } from './batch-calls.ts';
import { SQLITE_ANSWERS } from '../schemas.ts';
import { createPruning, createRetention, PRUNED_AT_ONCE, type StoreSize } from '../window/index.ts';
import { guardStatement, isConstraint, runStatement } from './sqlite-statement.ts';
import type { DeduplicationStore } from '../store.ts';

export interface SqliteDeduplicationOptions {
  readonly stateDir: string;
  /** Name of the file, such as the node's name; instances of a node on one machine share it. */
  readonly name: string;
  /** How long an answer is remembered, in ms. Default one week; `retain` changes it. */
  readonly retentionMs?: number;
  /** Called at most once a minute, after expired answers were removed. */
  readonly onSize?: (size: StoreSize) => void;
  /** The scope under which runtime 0.1 stored the answers of the same node. */
  readonly formerScope?: string;
  /** Clock, in ms since 1970. */
  readonly now?: () => number;
}

type Wanted = Pick<StoredAnswer, 'scope' | 'envelopeId'>;

const INSERT = 'INSERT OR IGNORE INTO onex_answer VALUES (?, ?, ?, ?)';
const SELECT = 'SELECT outputs FROM onex_answer WHERE scope = ? AND envelope_id = ?';
const PRUNE = `DELETE FROM onex_answer WHERE rowid IN
  (SELECT rowid FROM onex_answer WHERE expires < ? ORDER BY expires LIMIT ${PRUNED_AT_ONCE})`;
/** Rows have ascending numbers and the oldest are removed first, so no row needs to be counted. */
const SIZE = `SELECT
  coalesce((SELECT max(rowid) FROM onex_answer) - (SELECT min(rowid) FROM onex_answer) + 1, 0) AS size_rows,
  page_count * page_size AS size_bytes FROM pragma_page_count, pragma_page_size`;

/**
 * Answers in `<stateDir>/<name>.sqlite`. The file is opened when it is first used. A committed answer is on the disk.
 * Waiting for the locks of other processes happens outside SQLite.
 */
export function openSqliteDeduplication(options: SqliteDeduplicationOptions): DeduplicationStore {
  return createDatabaseDeduplication(sqliteDriver(options));
}

function sqliteDriver(options: SqliteDeduplicationOptions): DeduplicationDriver {
  const { stateDir, name, formerScope, now = steadyNow } = options;
  const retention = createRetention(options.retentionMs);
  const database = openSqlite(stateDir, name, SQLITE_ANSWERS);
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw database.failure(error);
    }
  };
  const writing = createSemaphore(1);

  const write = ({ prepare }: OpenSqlite, { scope, envelopeId, outputs }: StoredAnswer): boolean =>
    prepare(INSERT).run(scope, envelopeId, outputs, now() + retention.ms).changes === 1;

  const size = (): Promise<StoreSize> =>
    database.read((prepare) => {
      const row = prepare(SIZE).get();
      return { rows: Number(row?.['size_rows']), bytes: Number(row?.['size_bytes']) };
    });
  const pruning = createPruning({
    now,
    size,
    onSize: options.onSize,
    async removeSome(time) {
      // The connection is shared: a handler's transaction must not contain the removals made here.
      const release = await writing.acquire();
      try {
        return await database.read((prepare) => Number(prepare(PRUNE).run(time).changes));
      } finally {
        release();
      }
    },
  });

  /** Begins a transaction. `leave` rolls back what is not committed, and lets the next writer begin. */
  const begin = async (): Promise<{ opened: OpenSqlite; leave(): void }> => {
    const release = await writing.acquire();
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
  /**
   * After a handler's statement, SQLite may have rolled back by itself. Later statements would be outside any
   * transaction.
   */
  const requireTransaction = ({ connection }: OpenSqlite): void => {
    if (!connection.isOpen) throw database.failure(new Error('the database is not open'));
    if (!connection.isTransaction) throw new RefusedWrites(new Error('the database aborted the transaction'));
  };
  const commit = (opened: OpenSqlite, leave: () => void): void => {
    try {
      try {
        opened.connection.exec('COMMIT');
      } catch (error) {
        throw isConstraint(error) ? new RefusedWrites(error) : database.failure(error);
      }
    } finally {
      leave();
    }
    pruning.touch();
  };

  const recordTogether = async (take: () => readonly StoredAnswer[]): Promise<readonly boolean[]> => {
    const { opened, leave } = await begin();
    try {
      const results = guard(() => take().map((answer) => write(opened, answer)));
      guard(() => opened.connection.exec('COMMIT'));
      pruning.touch();
      return results;
    } finally {
      leave();
    }
  };
  /** One transaction for many answers needs one write to the disk. A refused answer must not fail the others. */
  const record = batchCalls<StoredAnswer, boolean>(async (take) => {
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

  /** One read transaction for many lookups, because opening one is most of the cost of a lookup. */
  const find = batchCalls<Wanted, string | null>(async (take) => {
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
        async query(sql, values) {
          requireTransaction(opened);
          return guardStatement(guard, () => runStatement(opened.connection, sql, values));
        },
        async record(answer) {
          requireTransaction(opened);
          return guard(() => write(opened, answer));
        },
        commit: async () => commit(opened, leave),
        rollback: async () => leave(),
      };
    },
    retain: (ms) => retention.set(ms),
    size,
    async open() {
      await database.open();
    },
    async close() {
      pruning.stop();
      database.dispose();
    },
  };
}
