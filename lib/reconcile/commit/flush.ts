import { dirname } from 'node:path';
import { type Disk, each } from '../disk/index.ts';

/** Returns the folder that contained a path, or the nearest existing folder above it. */
function folderAround(disk: Disk, path: string): string {
  const folder = dirname(path);
  return folder === path || disk.lstat(folder)?.isDirectory() ? folder : folderAround(disk, folder);
}

/**
 * Flushes the folders in which names were added, changed, or removed. Until then, a power failure may undo some of
 * these changes but not others.
 * @param paths Absolute paths of added, changed, or removed files and folders.
 */
export async function syncFoldersOf(disk: Disk, paths: readonly string[]): Promise<void> {
  const folders = new Set(paths.map((path) => folderAround(disk, path)));
  await each([...folders], (folder) => disk.syncFolder(folder));
}
