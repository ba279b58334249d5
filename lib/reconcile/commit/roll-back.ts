import { join } from 'node:path';
import type { Disk, Locator } from '../disk/index.ts';
import { explain, reasonOf, unfinished } from './failure.ts';
import { syncFoldersOf } from './flush.ts';
import { enterPhase, findJournal, removeJournal, type Journal, type Step } from './journal/index.ts';
import { hashOf, placeOf, removeFile, removeIfEmpty, type Place } from './place.ts';

/** Files that differ from their state before a run although the run was undone. */
export interface RollbackResult {
  /** Files whose old contents are gone. */
  readonly unrestored: readonly string[];
  /** Files that the run created and the user has edited since. They stay. */
  readonly leftNew: readonly string[];
}

/**
 * Restores the old contents of a replaced file unless somebody has edited it since.
 * @returns Whether the file has its old contents, the user's, or the run's because the old ones are gone.
 */
async function restore(
  disk: Disk,
  step: Step,
  { target, old }: Place,
): Promise<'restored' | 'edited' | 'unrestored'> {
  if (step.type === 'mode') {
    if (disk.lstat(target) && step.oldMode !== null) await disk.chmod(target, step.oldMode);
    return 'restored';
  }
  const found = hashOf(disk, target);
  if (found !== step.after) return found === step.before ? 'restored' : 'edited';
  if (disk.lstat(old)) disk.rename(old, target);
  else if (step.before === null) removeFile(disk, target);
  return hashOf(disk, target) === step.before ? 'restored' : 'unrestored';
}

/**
 * Restores the project's state before the run. It can be repeated after an interruption at any point. When it resolves,
 * the old state is on the disk.
 * @param applied Whether files may already be in place. If not, only staged files are removed.
 */
export async function undo(
  journal: Journal,
  locator: Locator,
  disk: Disk,
  applied: boolean,
): Promise<RollbackResult> {
  const touched: string[] = [];
  const unrestored: string[] = [];
  const leftNew: string[] = [];
  for (const [index, step] of journal.steps.entries()) {
    const place = placeOf(locator, journal, index);
    const { path } = step;
    const end = applied ? await restore(disk, step, place) : 'restored';
    if (end === 'unrestored') unrestored.push(path);
    if (end === 'edited' && step.before === null && disk.lstat(place.target)) leftNew.push(path);
    if (step.type === 'mode') continue;
    touched.push(place.target);
    removeFile(disk, place.fresh);
    if (step.before !== null) removeFile(disk, place.old);
  }
  for (const folder of journal.folders.toReversed()) removeIfEmpty(disk, join(locator.root, folder));
  await syncFoldersOf(disk, touched);
  return { unrestored, leftNew };
}

/**
 * Restores the old state after a failure and ends the run.
 * @param folder Absolute path of the project's `.onex`.
 * @returns The error to throw: the failure in plain words or, if the old state could not be restored, what to do.
 */
export async function rollBack(
  error: unknown,
  journal: Journal,
  { disk, locator, folder }: { readonly disk: Disk; readonly locator: Locator; readonly folder: string },
): Promise<unknown> {
  try {
    const phase = findJournal(disk, folder);
    // From here on, the run must not be completed, whatever happens to this process.
    if (phase === 'apply') await enterPhase(disk, folder, 'apply', 'undo');
    await undo(journal, locator, disk, phase !== 'staging');
    if (phase !== null) await removeJournal(disk, folder, phase === 'apply' ? 'undo' : phase);
    return explain(error);
  } catch (second) {
    return unfinished(`The run failed (${reasonOf(error)}) and could not be rolled back`, second, error);
  }
}
