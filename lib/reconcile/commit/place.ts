import { basename, dirname, join } from 'node:path';
import { UserError } from '../../errors/index.ts';
import { isErrno, type Disk, type Locator, sha256 } from '../disk/index.ts';
import { stageNames, type Journal } from './journal/index.ts';

/** Where a step's file and its two staged companions are: absolute paths in one folder. */
export interface Place {
  readonly target: string;
  readonly fresh: string;
  readonly old: string;
}

/** @throws UserError if the path leads out of the project. */
export function placeOf(locator: Locator, journal: Journal, index: number): Place {
  const { path } = journal.steps[index]!;
  const location = locator.locate(path);
  if (location.fault !== null)
    throw new UserError('ERR_ONEX_UNSAFE_PATH', `${path}: ${location.fault}; nothing was done to it.`);
  const folder = dirname(location.absolute);
  const { fresh, old } = stageNames(journal, index);
  return {
    target: join(folder, basename(location.absolute)),
    fresh: join(folder, fresh),
    old: join(folder, old),
  };
}

/** Reports a file that has changed since the run read it, so its plan is no longer valid. */
export function changedMeanwhile(path: string): UserError {
  return new UserError(
    'ERR_ONEX_FILE_CHANGED',
    `${path} changed during this run; nothing was written, run again.`,
  );
}

/** Returns the sha256 of a file's bytes, or null if there is no file. */
export function hashOf(disk: Disk, path: string): string | null {
  return disk.lstat(path) ? sha256(disk.read(path)) : null;
}

export function removeFile(disk: Disk, path: string): void {
  try {
    disk.unlink(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
}

/** Removes a folder if it is empty. */
export function removeIfEmpty(disk: Disk, path: string): boolean {
  try {
    disk.rmdir(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EPERM', 'EBUSY')) return false;
    throw error;
  }
}
