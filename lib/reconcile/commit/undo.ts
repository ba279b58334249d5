import { join } from 'node:path';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import { explain, reasonOf, unfinished } from './failure.ts';
import { syncFoldersOf } from './flush.ts';
import { enterPhase, findJournal, removeJournal, type Journal, type Step } from './journal.ts';
import { hashOf, placeOf, removeFile, removeIfEmpty, type Place } from './place.ts';

/**
 * Gives a replaced file its old contents back, unless somebody edited it since.
 * @returns Whether the file has its old contents, or those of its owner.
 */
async function restore(disk: Disk, step: Step, { target, old }: Place): Promise<boolean> {
  if (step.type === 'mode') {
    if (disk.lstat(target) && step.oldMode !== null) await disk.chmod(target, step.oldMode);
    return true;
  }
  if (hashOf(disk, target) !== step.after) return true;
  if (disk.lstat(old)) disk.rename(old, target);
  else if (step.before === null) removeFile(disk, target);
  return hashOf(disk, target) === step.before;
}

/**
 * Leaves the project as it was before the run. It may be run again after being cut off anywhere. When it resolves, the
 * old state is on the disk.
 * @param applied Whether files may have been put in place already; if not, only what was staged goes.
 * @returns Paths that could not be restored, since their old contents are gone.
 */
export async function undo(
  journal: Journal,
  locator: Locator,
  disk: Disk,
  applied: boolean,
): Promise<readonly string[]> {
  const touched: string[] = [];
  const unrestored: string[] = [];
  for (const [index, step] of journal.steps.entries()) {
    const place = placeOf(locator, journal, index);
    if (applied && !(await restore(disk, step, place))) unrestored.push(step.path);
    if (step.type === 'mode') continue;
    touched.push(place.target);
    removeFile(disk, place.fresh);
    if (step.before !== null) removeFile(disk, place.old);
  }
  for (const folder of journal.folders.toReversed()) removeIfEmpty(disk, join(locator.root, folder));
  await syncFoldersOf(disk, touched);
  return unrestored;
}

/**
 * Restores the old state after a failure, and ends the run.
 * @param folder Absolute path of the project's `.onex`.
 * @returns What to throw: the failure in plain words or, when the old state could not be restored, what to do.
 */
export async function takeBack(
  error: unknown,
  journal: Journal,
  { disk, locator, folder }: { readonly disk: Disk; readonly locator: Locator; readonly folder: string },
): Promise<unknown> {
  try {
    const phase = findJournal(disk, folder);
    // From here on the run may not be completed any more, whatever happens to this process.
    if (phase === 'apply') await enterPhase(disk, folder, 'apply', 'undo');
    await undo(journal, locator, disk, phase !== 'staging');
    if (phase !== null) await removeJournal(disk, folder, phase === 'apply' ? 'undo' : phase);
    return explain(error);
  } catch (second) {
    return unfinished(`The run failed (${reasonOf(error)}) and could not be taken back`, second, error);
  }
}
