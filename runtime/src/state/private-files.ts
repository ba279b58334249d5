import { chmodSync, closeSync, lstatSync, openSync, statSync } from 'node:fs';

/** The file of a SQLite database, and those that SQLite makes beside it, with the same mode. */
const PARTS = ['', '-wal', '-shm', '-journal'];

/**
 * Creates the file of a database with mode 600, and sets that mode for the files of one that exists, whatever the
 * process's umask is: state may hold what others may not read. A file of another user and the target of a link are left
 * as they are. Nothing is thrown: whether the database can be used is for SQLite to say.
 */
export function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return;
  } catch {
    // It exists, or cannot be created. One that exists is not opened here: closing it would release SQLite's locks.
  }
  for (const part of PARTS) {
    try {
      const stat = lstatSync(file + part);
      if (!stat.isSymbolicLink() && (stat.mode & 0o077) !== 0) chmodSync(file + part, 0o600);
    } catch {
      // It is not there, or belongs to another user.
    }
  }
}

/** Sets mode 700 for a directory. A link is left as it is: others may rely on the directory that it points to. */
export function makeDirectoryPrivate(directory: string): void {
  if (!lstatSync(directory).isSymbolicLink()) chmodSync(directory, 0o700);
}

/** What makes a directory unfit for secrets, in words; null: nothing. Windows keeps no such modes. */
export function privacyProblem(directory: string): string | null {
  const stat = statSync(directory);
  if (!stat.isDirectory()) return 'is not a directory';
  if (process.getuid === undefined) return null;
  if (stat.uid !== process.getuid()) return 'belongs to another user';
  return (stat.mode & 0o077) === 0 ? null : `is open to others (mode ${(stat.mode & 0o777).toString(8)})`;
}
