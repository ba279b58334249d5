import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Creates a directory and its missing parents with mode 700. A directory that exists is left as it is. The option
 * `recursive` of Node is not used: it reports ENOENT on a read-only file system, and never returns for a path in `/proc`.
 * @throws the error of the file system, such as EROFS or EACCES; EEXIST when the path is not a directory
 */
export function createDirectory(directory: string): void {
  if (isDirectory(directory)) return;
  const parent = path.dirname(directory);
  if (parent !== directory) createDirectory(parent);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it in the meantime.
    if (!isDirectory(directory)) throw error;
  }
}

function isDirectory(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}
