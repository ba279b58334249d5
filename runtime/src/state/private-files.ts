import { chmodSync, closeSync, lstatSync, openSync, statSync } from 'node:fs';

/** The file of a SQLite database, and those that SQLite creates beside it with the same mode. */
const PARTS = ['', '-wal', '-shm', '-journal'];

/**
 * Creates the file of a database with mode 600, or sets that mode for existing files, whatever the process's umask is,
 * because state may be confidential. A file of another user and the target of a link do not change. It never throws:
 * SQLite reports whether the database can be used.
 */
export function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return;
  } catch {
    // It exists, or cannot be created. An existing file is not opened here, because closing it would release SQLite's
    // locks.
  }
  for (const part of PARTS) {
    try {
      const stat = lstatSync(file + part);
      if (!stat.isSymbolicLink() && (stat.mode & 0o077) !== 0) chmodSync(file + part, 0o600);
    } catch {
      // It does not exist, or belongs to another user.
    }
  }
}

/** Sets mode 700 for a directory. A link is left as it is: others may rely on the directory that it points to. */
export function makeDirectoryPrivate(directory: string): void {
  if (!lstatSync(directory).isSymbolicLink()) chmodSync(directory, 0o700);
}

/** Why a directory is unfit for secrets, as the end of a sentence, and how to fix it. */
export interface PrivacyProblem {
  readonly what: string;
  readonly fix: string;
}

/** Returns why a directory is unfit for secrets, or null. Windows has no such modes. */
export function privacyProblem(directory: string): PrivacyProblem | null {
  const elsewhere = 'set ONEX_STATE_DIR to a folder that you own';
  const stat = statSync(directory);
  if (!stat.isDirectory()) return { what: 'is not a directory', fix: elsewhere };
  if (process.getuid === undefined) return null;
  // Only the owner of a directory can change its mode.
  if (stat.uid !== process.getuid()) return { what: 'belongs to another user', fix: elsewhere };
  if ((stat.mode & 0o077) === 0) return null;
  const what = `is open to others (mode ${(stat.mode & 0o777).toString(8)})`;
  return { what, fix: `run chmod 700 ${directory}` };
}
