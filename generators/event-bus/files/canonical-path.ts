import { realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the canonical path of a file, independent of links and capitalization: POSIX, relative to the root. For a
 * file that does not exist or is outside the root, returns the given path.
 * @param given Relative to the root, or absolute.
 * @param root Absolute.
 */
export function canonicalPath(given: string, root: string): string {
  const absolute = path.resolve(root, given);
  return realPathWithin(absolute, root) ?? (posix(path.relative(root, absolute)) || '.');
}

/** Returns the real path of a file: POSIX, relative to the root; null if it does not exist or is outside the root. */
export function realPathWithin(absolute: string, root: string): string | null {
  try {
    const real = posix(path.relative(realpathSync.native(root), realpathSync.native(absolute)));
    return real === '' || real === '..' || real.startsWith('../') || path.isAbsolute(real) ? null : real;
  } catch {
    return null;
  }
}

function posix(given: string): string {
  return given.split(path.sep).join('/');
}
