import { Socket } from 'node:net';
import type { Pool } from 'pg';
import { missingPeer } from '../errors/index.ts';
import { createSemaphore, type Semaphore, CLOSE_LIMIT_MS, within } from '../values/async/index.ts';

/** Maximum number of connections of a process to one database. Seven processes fit into PostgreSQL's default of 100. */
const CONNECTIONS = 10;
/** Connections that handlers' transactions leave for the statements of the stores, which are short and many. */
const RESERVED = 2;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;

export interface SharedPool {
  readonly pool: Pool;
  /**
   * Limits the number of handlers' transactions. Waiting in the pool times out after seconds, but handlers may take
   * longer.
   */
  readonly transactions: Semaphore;
}

export interface PoolLease extends SharedPool {
  /** The last lease ends the pool within 5 s, even if the server does not answer. */
  release(): Promise<void>;
}

interface Entry extends SharedPool {
  leases: number;
  end(): Promise<void>;
}

const entries = new Map<string, Promise<Entry>>();

/**
 * The one pool of this process for a URL. The client `pg` is an optional peer.
 * @throws OnexError IMPORT_ERROR if `pg` is not installed.
 */
export async function leasePool(url: string, connections: number = CONNECTIONS): Promise<PoolLease> {
  const key = `${connections} ${url}`;
  const opening = entries.get(key) ?? openPool(url, connections);
  entries.set(key, opening);
  let entry: Entry;
  try {
    entry = await opening;
  } catch (error) {
    entries.delete(key);
    throw error;
  }
  // Between the last release and the end of this lease, another pool may have replaced this one.
  if (entries.get(key) !== opening) return leasePool(url, connections);
  entry.leases += 1;
  let released = false;
  return {
    pool: entry.pool,
    transactions: entry.transactions,
    async release() {
      if (released) return;
      released = true;
      entry.leases -= 1;
      if (entry.leases > 0) return;
      entries.delete(key);
      await entry.end();
    },
  };
}

/** The client `pg`. @throws OnexError IMPORT_ERROR if it is not installed. */
export async function loadPostgresClient(): Promise<Pick<typeof import('pg'), 'Pool'>> {
  // A bundler accepts a missing package only inside `try`.
  try {
    return (await import('pg')).default;
  } catch (error) {
    return missingPeer('pg', 'The client of PostgreSQL')(error);
  }
}

async function openPool(connectionString: string, max: number): Promise<Entry> {
  const pg = await loadPostgresClient();
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'onex-runtime',
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  });
  // An idle connection that breaks is replaced. Without a listener, its error would end the process.
  pool.on('error', () => {});
  return {
    pool,
    transactions: createSemaphore(Math.max(1, max - RESERVED)),
    leases: 0,
    async end() {
      await within(CLOSE_LIMIT_MS, pool.end());
      // The remaining connections belong to a server that does not answer.
      for (const socket of sockets) socket.destroy();
    },
  };
}
