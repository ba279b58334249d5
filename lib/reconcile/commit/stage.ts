import { dirname, join } from 'node:path';
import { type Disk, each, type Locator, isStored, parentOf, sha256 } from '../disk/index.ts';
import type { Change } from '../types.ts';
import { syncFoldersOf } from './flush.ts';
import type { Journal, Step } from './journal/index.ts';
import { placeOf } from './place.ts';

export function stepOf(change: Change, locator: Locator): Step {
  const location = locator.locate(change.path);
  const stats = location.fault === null ? location.stats : null;
  const oldMode = stats === null ? null : stats.mode & 0o777;
  const { type, path, before } = change;
  if (type === 'write') {
    // A record retains the mode that the user set.
    const mode = oldMode !== null && isStored(path) ? oldMode : change.mode;
    return { type, path, before, after: sha256(change.contents), mode, oldMode };
  }
  return type === 'mode'
    ? { type, path, before, after: before, mode: change.mode, oldMode }
    : { type, path, before, after: null, mode: null, oldMode };
}

/** Returns the missing folders for the changes, parents first. */
export function missingFolders(changes: readonly Change[], locator: Locator, disk: Disk): string[] {
  const missing = new Set<string>();
  const known = new Set<string>(['']);
  function need(folder: string): void {
    if (known.has(folder)) return;
    known.add(folder);
    need(parentOf(folder));
    // A path below the folder shows the folder's real location.
    const location = locator.locate(`${folder}/x`);
    if (location.fault === null && !disk.lstat(dirname(location.absolute))) missing.add(folder);
  }
  // The folder of a replaced file already exists.
  for (const change of changes)
    if (change.type === 'write' && change.before === null) need(parentOf(change.path));
  return [...missing];
}

/**
 * Writes the new contents next to their targets and gives the old ones a second name. No existing file changes. When it
 * resolves, all of this is on the disk.
 * @param watch.halt Called between files; throws if the run must stop.
 * @param watch.staged Called for each path that is ready.
 */
export async function stage(
  changes: readonly Change[],
  journal: Journal,
  locator: Locator,
  disk: Disk,
  watch: { halt(): void; staged(path: string): void },
): Promise<void> {
  const folders = journal.folders.map((folder) => join(locator.root, folder));
  const touched = [...folders];
  for (const folder of folders) disk.mkdir(folder);
  async function stageOne(change: Change, index: number): Promise<void> {
    watch.halt();
    const { target, fresh, old } = placeOf(locator, journal, index);
    if (change.type === 'mode') return;
    touched.push(target);
    if (change.before !== null) disk.link(target, old);
    if (change.type === 'remove') return;
    // A replaced file retains its owner and its exact mode.
    const mode = journal.steps[index]!.mode ?? change.mode;
    await disk.create(fresh, change.contents, mode, disk.lstat(target) ?? undefined);
  }
  await each(changes, async (change, index) => {
    await stageOne(change, index);
    watch.staged(change.path);
  });
  await syncFoldersOf(disk, touched);
}
