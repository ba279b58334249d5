import path from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { OnexError, toStoreError } from '../errors/index.ts';
import type { Schema } from './schema.ts';
import { connect, inTransaction, whenUnlocked } from './sqlite-connection.ts';

/** Prepares a statement, once for each text. */
export type Prepare = (sql: string) => StatementSync;

export interface OpenSqlite {
  readonly connection: DatabaseSync;
  readonly prepare: Prepare;
}

export interface Sqlite {
  /** The connection, which is opened on first use. */
  open(): Promise<OpenSqlite>;
  /** Runs `work`, and repeats it while another connection holds the lock. */
  read<T>(work: (prepare: Prepare) => T): Promise<T>;
  /** Runs `work` as one transaction, which is on disk when this resolves. If `work` throws, it is rolled back. */
  write<T>(work: (prepare: Prepare) => T): Promise<T>;
  /** Converts `error` to the error for callers of the store. */
  failure(error: unknown): OnexError;
  dispose(): void;
}

/**
 * The database `<stateDir>/<name>.sqlite`, which is opened on first use, and again after it could not be opened. All
 * methods throw errors as the classification of store errors says, naming the file and the remedy.
 */
export function openSqlite(stateDir: string, name: string, schema: Schema): Sqlite {
  const file = path.join(stateDir, `${name.replaceAll(/[^\w-]/gu, '_')}.sqlite`);
  const statements = new Map<string, StatementSync>();
  let opening: Promise<OpenSqlite> | null = null;
  let open: DatabaseSync | null = null;
  let disposed = false;

  const failure = (error: unknown): OnexError =>
    toStoreError(error, {
      what: `The state in ${file}`,
      remedy: 'Check the file, its permissions and the space on its disk, or set ONEX_STATE_DIR.',
    });
  const closed = (): OnexError => new OnexError('DEPENDENCY_UNAVAILABLE', `The state in ${file} is closed.`);
  const openOnce = async (): Promise<OpenSqlite> => {
    const connection = await connect(file, schema);
    if (disposed) {
      connection.close();
      throw closed();
    }
    open = connection;
    const prepare: Prepare = (sql) => {
      const statement = statements.get(sql) ?? connection.prepare(sql);
      statements.set(sql, statement);
      return statement;
    };
    return { connection, prepare };
  };
  const opened = async (): Promise<OpenSqlite> => {
    if (disposed) throw closed();
    opening ??= openOnce().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const use = async <T>(work: (opened: OpenSqlite) => T): Promise<T> => {
    try {
      const it = await opened();
      return await whenUnlocked(() => work(it));
    } catch (error) {
      throw failure(error);
    }
  };
  return {
    failure,
    open: () => opened().catch((error: unknown) => Promise.reject(failure(error))),
    read: (work) => use(({ prepare }) => work(prepare)),
    write: (work) => use(({ connection, prepare }) => inTransaction(connection, () => work(prepare))),
    dispose() {
      disposed = true;
      statements.clear();
      open?.close();
      open = null;
    },
  };
}
