import { type Disk, type Locator, pathFault } from '../disk/index.ts';

const OWNER_WRITE = 0o200;

/** Why a generated path is not gone to, or null. */
export function pathRefusal(locator: Locator, path: string): string | null {
  const fault = pathFault(path);
  if (fault) return `its path ${fault}`;
  return locator.locate(path).fault;
}

/**
 * Why a file cannot be replaced, or null. A file without its owner's write bit is intended, also where the
 * one who runs could write it all the same.
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
    return `differs only in upper and lower case from ${clash}, which is there; rename one of the two`;
  return null;
}
