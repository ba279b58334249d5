import { type Disk, type Locator, pathFault } from '../disk/index.ts';

const OWNER_WRITE = 0o200;

/** Returns why a generated path cannot be used, or null. */
export function pathRefusal(locator: Locator, path: string): string | null {
  const fault = pathFault(path);
  if (fault) return `its path ${fault}`;
  return locator.locate(path).fault;
}

/**
 * Returns why a file cannot be replaced, or null. A missing write bit of the user is intentional, even if this process
 * could write the file anyway.
 */
export function writeRefusal(locator: Locator, disk: Disk, path: string): string | null {
  const location = locator.locate(path);
  if (location.fault !== null) return location.fault;
  const isExisting = location.stats !== null && !locator.isPreview;
  if (isExisting && process.platform !== 'win32' && (location.stats.mode & OWNER_WRITE) === 0) {
    return `is read-only; make it writable: chmod u+w ${path}`;
  }
  if (isExisting && !disk.writable(location.absolute)) return 'cannot be written by you; check its owner';
  const clash = location.stats ? null : locator.clashingName(path);
  if (clash)
    return `differs only in upper and lower case from ${clash}, which already exists; rename one of the two`;
  return null;
}
