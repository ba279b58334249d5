import type { DatabaseSync } from 'node:sqlite';

/** What SQLite itself says of one open connection. */
export interface Durability {
  readonly file: string;
  /** `wal`: a commit is one append to the log. */
  readonly journal: string;
  /** 2 (FULL): every commit is flushed; with 1 (NORMAL) a loss of power takes the last commits back. */
  readonly synchronous: number;
  /** 1: what the schema says of rows that belong together holds. */
  readonly foreignKeys: number;
}

/**
 * Runs `work`, and asks each SQLite connection that it has opened, while it is open, what is in force on it.
 * @param work Opens stores and does not close them; `close` of what it returns is called afterwards.
 */
export async function durabilityOf(
  work: () => Promise<{ close(): void | Promise<void> }>,
): Promise<readonly Durability[]> {
  const sqlite = process.getBuiltinModule('node:sqlite');
  const Real = sqlite.DatabaseSync;
  const opened: DatabaseSync[] = [];
  sqlite.DatabaseSync = class extends Real {
    constructor(...args: ConstructorParameters<typeof Real>) {
      super(...args);
      opened.push(this);
    }
  };
  try {
    const store = await work();
    const found = opened.filter((connection) => connection.isOpen).map(describe);
    await store.close();
    return found;
  } finally {
    sqlite.DatabaseSync = Real;
  }
}

function describe(connection: DatabaseSync): Durability {
  const ask = (pragma: string): unknown =>
    Object.values(connection.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  return {
    file: connection.location() ?? '',
    journal: String(ask('journal_mode')),
    synchronous: Number(ask('synchronous')),
    foreignKeys: Number(ask('foreign_keys')),
  };
}
