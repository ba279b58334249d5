import { join, relative, sep } from 'node:path';
import { UserError } from '../../errors/index.ts';
import { isErrno, realDisk, type Disk, createLocator, type Locator, STORE_FOLDER } from '../disk/index.ts';
import { apply, editSetAside, lostSteps, tidy, wereEdited } from './apply.ts';
import { unfinished } from './failure.ts';
import { enterPhase, findJournal, readJournal, removeJournal, type Phase } from './journal/index.ts';
import { acquireLock, holdsDeadLock, liveHolder } from './lock/index.ts';
import { removeIfEmpty } from './place.ts';
import { undo, type RollbackResult } from './roll-back.ts';

/** Returns the absolute path of a project's `.onex`; null if there is none. */
function storeFolder(disk: Disk, locator: Locator): string | null {
  const location = locator.locate(`${STORE_FOLDER}/x`);
  if (location.fault !== null)
    throw new UserError('ERR_ONEX_UNSAFE_PATH', `${location.fault}; nothing was read or written.`);
  const folder = join(location.absolute, '..');
  return disk.lstat(folder)?.isDirectory() ? folder : null;
}

/**
 * Describes a run that was undone. The next run merges and reports edits of files that existed before.
 */
function rolledBack(
  lost: readonly string[],
  edited: boolean,
  { unrestored, leftNew }: RollbackResult,
): string[] {
  const cause = edited ? ' Files were edited after that; the edits are in place.' : '';
  const why = lost[0] === undefined ? cause : ` The new text it had prepared for ${lost[0]} is missing.`;
  return [
    `An earlier run was interrupted; its changes were undone.${why}`,
    ...leftNew.map((path) => `${path}, which that run created, was edited after that. It was not changed.`),
    ...unrestored.map(
      (path) =>
        `${path} could not be restored, because its old text is missing. It is as the interrupted run wrote it.`,
    ),
  ];
}

async function finish(disk: Disk, locator: Locator, folder: string, phase: Phase): Promise<string[]> {
  const journal = await readJournal(disk, folder, phase);
  if (!journal) {
    await removeJournal(disk, folder, phase);
    return ['An earlier run was interrupted before it changed anything.'];
  }
  const lost = phase === 'apply' ? lostSteps(journal, locator, disk) : [];
  const edited = phase === 'apply' && wereEdited(journal, locator, disk);
  const goesBack = lost.length > 0 || edited;
  if (goesBack) await enterPhase(disk, folder, 'apply', 'undo');
  if (phase !== 'apply' || goesBack) {
    const undone = await undo(journal, locator, disk, phase !== 'staging');
    await removeJournal(disk, folder, phase === 'staging' ? 'staging' : 'undo');
    return rolledBack(lost, edited, undone);
  }
  const asides = await apply(journal, locator, disk, true);
  const edits = await tidy(journal, locator, disk);
  await removeJournal(disk, folder, phase);
  return [
    'An earlier run was interrupted; it has been completed.',
    ...asides.map(({ path, aside }) => {
      const shown = relative(locator.root, aside).replaceAll(sep, '/');
      return `${path} was edited after that. It was not changed, and the new text is in ${shown}.`;
    }),
    ...edits.map(editSetAside),
  ];
}

/**
 * Completes or undoes an interrupted run, for a caller that holds the project's lock.
 * @param folder Absolute path of the project's `.onex`.
 * @returns One line for each noteworthy fact; none if no run was interrupted.
 * @throws UserError if it cannot be completed or undone. Its journal then stays for a later attempt.
 */
export async function recoverLocked(disk: Disk, locator: Locator, folder: string): Promise<string[]> {
  try {
    const phase = findJournal(disk, folder);
    return phase ? await finish(disk, locator, folder, phase) : [];
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unfinished('An earlier run was interrupted and could not be completed', error, error);
  }
}

/** Returns null if the folder was removed meanwhile: the other run has ended normally and removed it. */
async function lockUnlessGone(disk: Disk, folder: string): Promise<(() => void) | null> {
  try {
    return await acquireLock(disk, folder);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

/**
 * Completes an interrupted run if everything was staged and no file was edited since. Otherwise, undoes it.
 * @returns One line for each noteworthy fact.
 */
export async function recover(disk: Disk, root: string): Promise<string[]> {
  const locator = createLocator(disk, root);
  const folder = storeFolder(disk, locator);
  if (!folder || (!findJournal(disk, folder) && !holdsDeadLock(disk, folder))) return [];
  const unlock = await lockUnlessGone(disk, folder);
  if (!unlock) return [];
  try {
    return await recoverLocked(disk, locator, folder);
  } finally {
    unlock();
    removeIfEmpty(disk, folder);
  }
}

/**
 * Reports, for read-only commands, that some files of a project are from an unfinished run and others from the run
 * before.
 * @returns What to do, in one line; null if no run is unfinished.
 */
export function unfinishedRun(root: string, disk: Disk = realDisk): string | null {
  const folder = storeFolder(disk, createLocator(disk, root));
  if (!folder || !findJournal(disk, folder)) return null;
  const holder = liveHolder(disk, folder);
  return holder === null
    ? 'An earlier run was interrupted. Run onex upgrade, or the same command again: it completes that run or undoes it.'
    : `A run of generator-onex is in progress: ${holder}. Wait until it has ended.`;
}

/**
 * For runs that must not write anything.
 * @throws UserError if an interrupted run must be completed or undone first.
 */
export function refuseInterrupted(disk: Disk, root: string): string[] {
  const folder = storeFolder(disk, createLocator(disk, root));
  if (!folder || !findJournal(disk, folder)) return [];
  throw new UserError(
    'ERR_ONEX_UNFINISHED',
    'An earlier run was interrupted. Run once without --dry-run to complete it.',
  );
}
