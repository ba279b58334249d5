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

/**
 * Sets mode 700 for a directory. A link does not change, because others may rely on the directory that it points to.
 */
export function makeDirectoryPrivate(directory: string): void {
  if (!lstatSync(directory).isSymbolicLink()) chmodSync(directory, 0o700);
}

/** Why a directory is unfit for secrets, in words. Null if it is fit. Windows has no such modes. */
export function privacyProblem(directory: string): string | null {
  const stat = statSync(directory);
  if (!stat.isDirectory()) return 'is not a directory';
  if (process.getuid === undefined) return null;
  if (stat.uid !== process.getuid()) return 'belongs to another user';
  return (stat.mode & 0o077) === 0 ? null : `is open to others (mode ${(stat.mode & 0o777).toString(8)})`;
}
