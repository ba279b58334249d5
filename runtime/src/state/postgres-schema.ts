import type { Pool, PoolClient } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { monotonicNow } from '../values/index.ts';
import { missingVersions, type FoundSchema, type Schema } from './schema.ts';

/** Makes one instance wait for another that creates or changes tables. */
const SCHEMA_LOCK = 1_869_506_937;
/** How long a change of a table may wait for an open transaction, because saves wait behind it. */
const LOCK_TIMEOUT_MS = 250;
const PATIENCE_MS = 10_000;
/** Changing a large table takes a while. */
const MIGRATION_TIMEOUT_MS = 600_000;
const LOCK_NOT_AVAILABLE = '55P03';
const WHAT = 'The state in PostgreSQL';

/**
 * Reads the catalog itself, because `to_regclass` may answer from a cache that is older than another instance's tables.
 */
const FIND = `SELECT relname AS name FROM pg_catalog.pg_class WHERE relname = ANY ($1) AND pg_table_is_visible(oid)`;

/**
 * Creates or changes the tables of a store if something is missing. Otherwise it only reads, so a role without the
 * right to create tables can start, and it waits for no open transaction.
 */
export async function applySchema(pool: Pool, schema: Schema): Promise<void> {
  const found = await findSchema(pool, schema);
  if (missingVersions(schema, found, WHAT).length === 0) return;
  const until = monotonicNow() + PATIENCE_MS;
  for (;;) {
    const client = await pool.connect();
    // A connection that breaks between two statements reports it here. Without a listener, the error would end the
    // process.
    client.on('error', ignore);
    let failure: unknown;
    try {
      await migrate(client, schema);
      return;
    } catch (error) {
      failure = error;
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || monotonicNow() >= until) throw error;
    } finally {
      // A connection in a failed transaction cannot be reused.
      client.off('error', ignore);
      client.release(failure !== undefined);
    }
    await pause(50 + Math.random() * 200);
  }
}

async function findSchema(database: Pool | PoolClient, { store, tables }: Schema): Promise<FoundSchema> {
  const { rows } = await database.query<{ name: string }>(FIND, [['onex_schema', ...tables]]);
  const names = rows.map(({ name }) => name);
  if (!names.includes('onex_schema')) return { version: 0, tables: [] };
  const sql = 'SELECT version FROM onex_schema WHERE store = $1';
  const recorded = await database.query<{ version: number }>(sql, [store]);
  return { version: recorded.rows[0]?.version ?? 0, tables: names };
}

async function migrate(client: PoolClient, schema: Schema): Promise<void> {
  await client.query(`BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await client.query(`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`);
  const found = await findSchema(client, schema);
  const missing = missingVersions(schema, found, WHAT);
  if (missing.length > 0) {
    if (!found.tables.includes('onex_schema')) {
      // Every role may read the current version, even one that may not create tables.
      await client.query(`
        CREATE TABLE onex_schema (store text PRIMARY KEY, version integer NOT NULL);
        GRANT SELECT ON onex_schema TO PUBLIC`);
    }
    for (const text of missing) {
      const statement = { text, query_timeout: MIGRATION_TIMEOUT_MS };
      await client.query(statement);
    }
    await client.query(
      'INSERT INTO onex_schema VALUES ($1, $2) ON CONFLICT (store) DO UPDATE SET version = excluded.version',
      [schema.store, schema.versions.length],
    );
  }
  await client.query('COMMIT');
}

function ignore(): void {}
