import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../errors/index.ts';
import { isErrno, type Disk, createLocator, type Locator, STORE_FOLDER } from '../disk/index.ts';
import type { Change } from '../types.ts';
import { apply, editSetAside, tidy } from './apply.ts';
import { explain, unfinished } from './failure.ts';
import { syncFoldersOf } from './flush.ts';
import { enterPhase, removeJournal, writeJournal, type Journal } from './journal/index.ts';
import { acquireLock } from './lock/index.ts';
import { changedMeanwhile, hashOf, removeIfEmpty } from './place.ts';
import { recoverLocked } from './recover.ts';
import { guardSignals, type Guard } from './signals.ts';
import { missingFolders, stage, stepOf } from './stage.ts';
import { rollBack } from './roll-back.ts';

/** Makes a folder and those above it; gives back what was made, deepest first. */
function makeFolders(disk: Disk, path: string): string[] {
  if (disk.lstat(path)) return [];
  const made = makeFolders(disk, dirname(path));
  disk.mkdir(path);
  return [path, ...made];
}

/** A run that ends removes the empty folder, maybe just when another comes. */
async function lock(disk: Disk, folder: string): Promise<() => void> {
  for (let left = 5; ; left -= 1) {
    try {
      return await acquireLock(disk, folder);
    } catch (error) {
      if (!isErrno(error, 'ENOENT') || left === 0) throw error;
      makeFolders(disk, folder);
    }
  }
}

function refuseChanged(changes: readonly Change[], locator: Locator, disk: Disk): void {
  for (const { path, before } of changes) {
    const location = locator.locate(path);
    if (location.fault !== null)
      throw new UserError('ERR_ONEX_UNSAFE_PATH', `${path}: ${location.fault}; nothing was written.`);
    if (hashOf(disk, location.absolute) !== before) throw changedMeanwhile(path);
  }
}

async function stageAll(changes: readonly Change[], journal: Journal, run: Run, guard: Guard): Promise<void> {
  const { disk, locator, folder } = run;
  try {
    await writeJournal(disk, folder, journal);
    await stage(changes, journal, locator, disk, { halt: () => guard.halt(), staged: run.staged });
    // Signals are heard between turns of the event loop only.
    await setImmediate();
    guard.halt();
    await enterPhase(disk, folder, 'staging', 'apply');
  } catch (error) {
    throw await rollBack(error, journal, run);
  }
}

async function applyAll(journal: Journal, run: Run): Promise<readonly string[]> {
  const { disk, locator, folder } = run;
  try {
    await apply(journal, locator, disk, false);
  } catch (error) {
    throw await rollBack(error, journal, run);
  }
  try {
    const edits = await tidy(journal, locator, disk);
    await removeJournal(disk, folder, 'apply');
    return edits;
  } catch (error) {
    throw unfinished('Everything was written, but the run could not clean up', error, error);
  }
}

/** Cleans up after a run; what fails here must not hide how the run ended. A lock that stays is taken over. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // The next run meets the same fault, or finds nothing left to clean up.
  }
}

interface Run {
  readonly disk: Disk;
  readonly locator: Locator;
  /** Absolute path of the project's `.onex`. */
  readonly folder: string;
  staged(path: string): void;
}

/** What a caller does during a run. */
export interface RunHooks {
  /** Called for each path whose new contents are ready. */
  staged(path: string): void;
  /** Called once the lock is held: throws when what the changes were made from is not so any more. */
  refuseStale(): void;
}

/**
 * Makes all changes or none. A run that was interrupted before is completed or undone first. A process that dies at any moment leaves the old state or the new one, or a journal by
 * which the next run completes or undoes the changes.
 * @returns One line for each thing worth knowing, and whether a signal came when it was too late to take the run back.
 * @throws UserError when another run is at work, when a file changed since it was read, on a full disk and the like;
 *   then nothing was changed.
 */
export async function run(
  root: string,
  changes: readonly Change[],
  disk: Disk,
  { staged = () => undefined, refuseStale = () => undefined }: Partial<RunHooks> = {},
): Promise<{ readonly notes: readonly string[]; readonly interrupted: boolean }> {
  const store = createLocator(disk, root).locate(`${STORE_FOLDER}/x`);
  if (store.fault !== null)
    throw new UserError('ERR_ONEX_UNSAFE_PATH', `${store.fault}; nothing was written.`);
  const folder = dirname(store.absolute);
  const guard = guardSignals();
  let made: string[] = [];
  let unlock: (() => void) | null = null;
  let finished = false;
  try {
    made = makeFolders(disk, folder);
    unlock = await lock(disk, folder);
    // The journal is of no use after a loss of power if its folder is not there.
    await syncFoldersOf(disk, [folder, ...made]);
    const locator = createLocator(disk, root);
    const recovered = await recoverLocked(disk, locator, folder);
    refuseStale();
    refuseChanged(changes, locator, disk);
    const journal: Journal = {
      format: 1,
      id: randomBytes(6).toString('hex'),
      steps: changes.map((change) => stepOf(change, locator)),
      folders: missingFolders(changes, locator, disk),
    };
    const whole: Run = { disk, locator, folder, staged };
    await stageAll(changes, journal, whole, guard);
    const edits = await applyAll(journal, whole);
    // Signals are heard between turns of the event loop only.
    await setImmediate();
    finished = true;
    return { notes: [...recovered, ...edits.map(editSetAside)], interrupted: guard.wasHeard() };
  } catch (error) {
    throw explain(error);
  } finally {
    guard.release();
    attempt(() => unlock?.());
    attempt(() => removeIfEmpty(disk, folder));
    if (!finished) for (const path of made) attempt(() => removeIfEmpty(disk, path));
  }
}
