import { realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The one path of a file, whatever links lead to it and however its name is capitalized: POSIX, relative to the root.
 * A file that does not exist, or that lies outside the root, keeps the path given.
 * @param given relative to the root, or absolute
 * @param root absolute
 */
export function canonicalPath(given: string, root: string): string {
  const absolute = path.resolve(root, given);
  return realPathWithin(absolute, root) ?? (posix(path.relative(root, absolute)) || '.');
}

/** Where a file really is: POSIX, relative to the root; null where there is none, or where it is outside the root. */
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
