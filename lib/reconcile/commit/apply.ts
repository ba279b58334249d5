import { dirname } from 'node:path';
import { type Disk, type Locator, parentOf } from '../disk/index.ts';
import { syncFoldersOf } from './flush.ts';
import type { Journal, Step } from './journal/index.ts';
import { changedMeanwhile, hashOf, placeOf, removeFile, removeIfEmpty, type Place } from './place.ts';

/** Writes new contents to a separate file if the user has edited the target meanwhile. */
function setAside(disk: Disk, { target, fresh }: Place, id: string): string {
  const aside = disk.lstat(`${target}.onex-new`) ? `${target}.onex-new-${id}` : `${target}.onex-new`;
  disk.rename(fresh, aside);
  return aside;
}

/**
 * @returns Where the new contents went if they could not be put in place, otherwise null.
 * @throws UserError for a file that was edited since it was read, unless `careful`.
 */
async function applyStep(
  disk: Disk,
  step: Step,
  place: Place,
  id: string,
  careful: boolean,
): Promise<string | null> {
  const untouched = () => {
    const found = hashOf(disk, place.target);
    const same = found === step.before || found === step.after;
    if (!same && !careful) throw changedMeanwhile(step.path);
    return same;
  };
  if (step.type === 'mode') {
    if (disk.lstat(place.target)) await disk.chmod(place.target, step.mode ?? 0o644);
  } else if (step.type === 'remove') {
    if (untouched()) removeFile(disk, place.target);
  } else if (!careful || disk.lstat(place.fresh)) {
    if (!untouched()) return setAside(disk, place, id);
    disk.rename(place.fresh, place.target);
  }
  return null;
}

/**
 * Finds new contents that are neither staged nor in place, because somebody deleted the staged file.
 * @returns Paths of the steps, in order. A run with such steps cannot be completed.
 */
export function lostSteps(journal: Journal, locator: Locator, disk: Disk): string[] {
  return journal.steps.flatMap((step, index) => {
    if (step.type !== 'write') return [];
    const { target, fresh } = placeOf(locator, journal, index);
    if (disk.lstat(fresh)) return [];
    const found = hashOf(disk, target);
    return found === step.before && found !== step.after ? [step.path] : [];
  });
}

/**
 * Whether the user has edited or deleted files that the run has yet to replace or delete. The staged contents do not
 * include these edits, so the run is undone, and the next run merges the edits.
 */
export function wereEdited(journal: Journal, locator: Locator, disk: Disk): boolean {
  return journal.steps.some((step, index) => {
    if (step.type === 'mode') return false;
    const { target, fresh } = placeOf(locator, journal, index);
    if (step.type === 'write' && !disk.lstat(fresh)) return false;
    const found = hashOf(disk, target);
    return found !== step.before && found !== step.after;
  });
}

/**
 * Moves all staged files into place. It can be repeated after an interruption at any point.
 * @param careful After an interruption: completed steps are skipped, and a file edited since is not replaced.
 * @returns Files whose new contents were written elsewhere: `path` and that place.
 */
export async function apply(
  journal: Journal,
  locator: Locator,
  disk: Disk,
  careful: boolean,
): Promise<{ path: string; aside: string }[]> {
  const setAsides: { path: string; aside: string }[] = [];
  for (const [index, step] of journal.steps.entries()) {
    const place = placeOf(locator, journal, index);
    const aside = await applyStep(disk, step, place, journal.id, careful);
    if (aside) setAsides.push({ path: step.path, aside });
  }
  return setAsides;
}

function removeEmptied(disk: Disk, locator: Locator, path: string): void {
  const folder = parentOf(path);
  if (folder === '') return;
  const location = locator.locate(`${folder}/x`);
  if (location.fault !== null) return;
  const absolute = dirname(location.absolute);
  // An interrupted run may have removed this folder but not its parent.
  if (disk.lstat(absolute) === null || removeIfEmpty(disk, absolute)) removeEmptied(disk, locator, folder);
}

/** Saves an edit next to the new file if it was written to the old file during the replacement. */
function setEditAside(disk: Disk, step: Step, { target, old }: Place, id: string): string | null {
  const now = hashOf(disk, old);
  if (now === null || now === step.before) return null;
  const name = disk.lstat(`${target}.onex-yours`) ? `.onex-yours-${id}` : '.onex-yours';
  disk.rename(old, `${target}${name}`);
  return `${step.path}${name}`;
}

/** Reports an edit that was saved in a separate file. */
export function editSetAside(path: string): string {
  return `A file was edited just as it was replaced: the edit is in ${path}, the file is as the generator wrote it.`;
}

/**
 * Removes the staged files after everything is in place. When it resolves, the new state is on the disk.
 * @returns Where edits were saved that were made during the replacement of their file.
 */
export async function tidy(journal: Journal, locator: Locator, disk: Disk): Promise<readonly string[]> {
  const edits: string[] = [];
  const touched: string[] = [];
  for (const [index, step] of journal.steps.entries()) {
    if (step.type === 'mode') continue;
    const place = placeOf(locator, journal, index);
    touched.push(place.target);
    if (step.before !== null) {
      const aside = setEditAside(disk, step, place, journal.id);
      if (aside === null) removeFile(disk, place.old);
      else edits.push(aside);
    }
    if (step.type === 'remove') removeEmptied(disk, locator, step.path);
  }
  await syncFoldersOf(disk, touched);
  return edits;
}
