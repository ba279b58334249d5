import { dirname } from 'node:path';
import { type Disk, each } from '../disk/index.ts';

/** The folder that held a path, or the nearest one above it that is still there. */
function folderAround(disk: Disk, path: string): string {
  const folder = dirname(path);
  return folder === path || disk.lstat(folder)?.isDirectory() ? folder : folderAround(disk, folder);
}

/**
 * Flushes the folders in which names were added, changed, or removed. Until then a loss of power may undo any of these
 * changes and leave others.
 * @param paths Absolute paths of files and folders that came, changed, or went.
 */
export async function syncFoldersOf(disk: Disk, paths: readonly string[]): Promise<void> {
  const folders = new Set(paths.map((path) => folderAround(disk, path)));
  await each([...folders], (folder) => disk.syncFolder(folder));
}
