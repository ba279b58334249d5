import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { createDirectory } from 'onex-cli-kit';
import { monotonicNow } from '../values/index.ts';
import { makePrivate } from './private-files.ts';
import { missingVersions, type FoundSchema, type Schema } from './schema.ts';

/** How long to wait for another process's transaction, in ms. */
const PATIENCE_MS = 10_000;
/**
 * Pages of 4 KB in the write-ahead log before they are copied into the database, four times the default: an index page
 * that many transactions change is copied once.
 */
const CHECKPOINT_PAGES = 4000;
const BUSY: ReadonlySet<number> = new Set([5, 6]);

/** Whether another connection holds the lock. */
function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return errcode !== undefined && BUSY.has(errcode % 256);
}

/**
 * Repeats `work` while another connection holds the lock. It waits outside SQLite, which would block the event loop.
 * @throws any error of `work`; the busy error itself after 10 s.
 */
export async function whenUnlocked<T>(work: () => T): Promise<T> {
  const until = monotonicNow() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || monotonicNow() >= until) throw error;
    }
    await pause(5 + Math.random() * 20);
  }
}

/** Runs one transaction. A failed rollback never hides the original error. */
export function inTransaction<T>(connection: DatabaseSync, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/** Rolls back what SQLite has not rolled back already. */
export function rollBack(connection: DatabaseSync): void {
  try {
    if (connection.isTransaction) connection.exec('ROLLBACK');
  } catch {
    // The transaction ends with the connection. The caller reports the original error.
  }
}

/**
 * Opens or creates the file, and applies the migrations that it lacks. Several processes may do so at once. What is
 * committed is on the disk. Only this user can read the file. `node:sqlite` is loaded here, because Node 22 warns when
 * it is loaded.
 */
export async function connect(file: string, schema: Schema): Promise<DatabaseSync> {
  createDirectory(path.dirname(file));
  makePrivate(file);
  const { DatabaseSync: Connection } = process.getBuiltinModule('node:sqlite');
  const connection = new Connection(file);
  try {
    await whenUnlocked(() => useWriteAheadLog(connection));
    connection.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    const lacks = await whenUnlocked(() => missingIn(connection, schema, file).length > 0);
    if (lacks) await whenUnlocked(() => inTransaction(connection, () => migrate(connection, schema, file)));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function useWriteAheadLog(connection: DatabaseSync): void {
  const row = connection.prepare('PRAGMA journal_mode').get() as { readonly journal_mode: string };
  if (row.journal_mode !== 'wal') connection.exec('PRAGMA journal_mode = WAL');
}

function missingIn(connection: DatabaseSync, schema: Schema, file: string): readonly string[] {
  return missingVersions(schema, findSchema(connection, schema), `The state in ${file}`);
}

function findSchema(connection: DatabaseSync, { store, tables }: Schema): FoundSchema {
  const named = connection.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`);
  const exists = (table: string): boolean => named.get(table) !== undefined;
  if (!exists('onex_schema')) return { version: 0, tables: [] };
  const row = connection.prepare('SELECT version FROM onex_schema WHERE store = ?').get(store);
  return { version: Number(row?.['version'] ?? 0), tables: tables.filter(exists) };
}

function migrate(connection: DatabaseSync, schema: Schema, file: string): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS onex_schema (store TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT',
  );
  for (const sql of missingIn(connection, schema, file)) connection.exec(sql);
  connection
    .prepare('INSERT INTO onex_schema VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version')
    .run(schema.store, schema.versions.length);
}
