import { dirname, join } from 'node:path';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import { parentOf } from '../paths.ts';
import { sha256 } from '../text.ts';
import type { Change } from '../types.ts';
import type { Journal, Step } from './journal.ts';
import { placeOf } from './place.ts';

/** Files that are written at one time: enough to keep the disk busy, few enough for any limit of open files. */
const AT_ONCE = 16;

export function stepOf(change: Change, locator: Locator): Step {
  const location = locator.locate(change.path);
  const stats = location.fault === null ? location.stats : null;
  const oldMode = stats === null ? null : stats.mode & 0o777;
  const { type, path, before } = change;
  if (type === 'write')
    return { type, path, before, after: sha256(change.contents), mode: change.mode, oldMode };
  return type === 'mode'
    ? { type, path, before, after: before, mode: change.mode, oldMode }
    : { type, path, before, after: null, mode: null, oldMode };
}

/** Folders that are missing for the changes, parents first. */
export function missingFolders(changes: readonly Change[], locator: Locator, disk: Disk): string[] {
  const missing = new Set<string>();
  const known = new Set<string>(['']);
  function need(folder: string): void {
    if (known.has(folder)) return;
    known.add(folder);
    need(parentOf(folder));
    // A path below the folder tells where it really lies.
    const location = locator.locate(`${folder}/x`);
    if (location.fault === null && !disk.lstat(dirname(location.absolute))) missing.add(folder);
  }
  for (const change of changes) if (change.type === 'write') need(parentOf(change.path));
  return [...missing];
}

/** Gives a staged file the permissions and the owner of the file it will replace. */
function resemble(disk: Disk, locator: Locator, change: Change & { type: 'write' }, fresh: string): void {
  const location = locator.locate(change.path);
  const stats = location.fault === null ? location.stats : null;
  if (!stats) return;
  disk.chmod(fresh, change.mode);
  const { getuid, getgid } = process;
  if (getuid && getgid && getuid() === 0 && (stats.uid !== 0 || stats.gid !== getgid())) {
    disk.chown(fresh, stats.uid, stats.gid);
  }
}

/** Runs a task for each item, some at a time. After a failure no more begin, and all have ended before it is thrown. */
async function each<T>(items: readonly T[], task: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  let failure: { error: unknown } | null = null;
  async function work(): Promise<void> {
    for (const [index, item] of queue) {
      if (failure) return;
      try {
        await task(item, index);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  if (failure) throw (failure as { error: unknown }).error;
}

/**
 * Writes the new contents beside their targets and gives the old ones a second name. Nothing that was there changes.
 * @param watch.halt Asked between files; throws when the run is to stop.
 * @param watch.staged Called for each path that is ready.
 */
export async function stage(
  changes: readonly Change[],
  journal: Journal,
  locator: Locator,
  disk: Disk,
  watch: { halt(): void; staged(path: string): void },
): Promise<void> {
  for (const folder of journal.folders) disk.mkdir(join(locator.root, folder));
  async function stageOne(change: Change, index: number): Promise<void> {
    watch.halt();
    const { target, fresh, old } = placeOf(locator, journal, index);
    if (change.type === 'mode') return;
    if (change.before !== null) disk.link(target, old);
    if (change.type === 'remove') return;
    await disk.create(fresh, change.contents, change.mode);
    resemble(disk, locator, change, fresh);
  }
  await each(changes, async (change, index) => {
    await stageOne(change, index);
    watch.staged(change.path);
  });
}
