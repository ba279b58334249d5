import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { toStoreError } from '../errors/index.ts';

export interface Database {
  readonly connection: DatabaseSync;
  /** Runs work on the connection; what it throws becomes DEPENDENCY_UNAVAILABLE, so that no message counts as done. */
  guard<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens (or makes) `<stateDir>/<name>.sqlite`; what is committed is on the disk. `node:sqlite` is loaded here and not
 * at the top, since Node 22 warns of it.
 * @throws OnexError DEPENDENCY_UNAVAILABLE naming the file and the remedy.
 */
export function openDatabase(stateDir: string, name: string, schema: string): Database {
  const file = path.join(stateDir, `${name.replaceAll(/[^\w-]/gu, '_')}.sqlite`);
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw toStoreError(error, {
        what: `The state in ${file}`,
        remedy: 'Check the file, its permissions and the space on its disk, or set ONEX_STATE_DIR.',
      });
    }
  };
  const connection = guard(() => {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    const opened = new DatabaseSync(file);
    try {
      const pragmas = 'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;';
      opened.exec(`${pragmas} ${schema}`);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  });
  return { connection, guard, close: () => connection.close() };
}
