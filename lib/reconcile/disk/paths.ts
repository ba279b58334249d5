/** The folder of a unit's records. */
export const STORE_FOLDER = '.onex';

const UNSAFE_CHARACTER = /[<>:"|?*\\\p{Cc}]/u;
const RESERVED_SEGMENT = /^(?:\.git|\.onex)$/i;
const MAX_PATH_LENGTH = 1024;

/**
 * Returns why a path may not name a generated file, or null. Paths come from manifests and contracts, which are
 * untrusted. A valid path is relative, in POSIX style, never contains `..`, and names a file on every system.
 */
export function pathFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > MAX_PATH_LENGTH) return `is longer than ${MAX_PATH_LENGTH} characters`;
  if (UNSAFE_CHARACTER.test(path)) return 'contains a character that is not portable in file names';
  if (path.startsWith('/')) return 'is absolute';
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..')
      return 'leaves its folder or is not in plain form';
    if (segment.endsWith('.') || segment.endsWith(' '))
      return 'has a segment that ends with a dot or a space';
    if (RESERVED_SEGMENT.test(segment)) return `goes into ${segment}, which is not generated`;
  }
  return null;
}

/** Returns a key that is equal for two paths that are one file on a case-insensitive file system. */
export function caseKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Joins POSIX paths; `''` is the root itself. */
export function joinPath(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** Whether a path is a folder or lies in it. POSIX. */
export function isAtOrBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a file is one of the generator's own records. */
export function isStored(path: string): boolean {
  return path.split('/').includes(STORE_FOLDER);
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
