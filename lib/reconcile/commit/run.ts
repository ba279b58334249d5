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

/** Creates a folder and its missing parents; returns the created folders, deepest first. */
function makeFolders(disk: Disk, path: string): string[] {
  if (disk.lstat(path)) return [];
  const made = makeFolders(disk, dirname(path));
  disk.mkdir(path);
  return [path, ...made];
}

/** A run that ends removes the empty folder, possibly while another run starts. */
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
    // Signals are delivered only between turns of the event loop.
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

/**
 * Cleans up after a run. An error here must not hide the run's own result. A remaining lock is taken over by the next
 * run.
 */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // The next run meets the same error or finds nothing left to clean up.
  }
}

interface Run {
  readonly disk: Disk;
  readonly locator: Locator;
  /** Absolute path of the project's `.onex`. */
  readonly folder: string;
  staged(path: string): void;
}

/** Callbacks during a run. */
export interface RunHooks {
  /** Called for each path whose new contents are ready. */
  staged(path: string): void;
  /** Called once the lock is held. Throws if the basis of the changes is out of date. */
  refuseStale(): void;
}

/**
 * Makes all changes or none. An earlier interrupted run is first completed or undone. If the process dies at any
 * moment, it leaves the old state, the new state, or a journal with which the next run completes or undoes the changes.
 * @returns One line for each noteworthy fact, and whether a signal arrived too late to undo the run.
 * @throws UserError if another run is active, if a file changed since it was read, if the disk is full, and so on.
 *   Nothing has changed in that case.
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
    // Without its folder, the journal would be lost in a power failure.
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
    // Signals are delivered only between turns of the event loop.
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
