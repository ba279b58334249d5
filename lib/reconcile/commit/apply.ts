import { dirname } from 'node:path';
import { type Disk, type Locator, parentOf } from '../disk/index.ts';
import { syncFoldersOf } from './flush.ts';
import type { Journal, Step } from './journal/index.ts';
import { changedMeanwhile, hashOf, placeOf, removeFile, removeIfEmpty, type Place } from './place.ts';

/** Sets new contents aside when the owner has edited the file meanwhile. */
function setAside(disk: Disk, { target, fresh }: Place, id: string): string {
  const aside = disk.lstat(`${target}.onex-new`) ? `${target}.onex-new-${id}` : `${target}.onex-new`;
  disk.rename(fresh, aside);
  return aside;
}

/**
 * @returns Where the new contents went when they could not be put in place, otherwise null.
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
 * New contents that are gone although they are not in their place: somebody deleted the staged file.
 * @returns Paths of the steps, in order. A run that has any cannot be completed.
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
 * Whether files were edited or deleted since that the run has still to replace or delete. What was staged for them holds
 * no edit, so such a run is undone: the next one merges the edits.
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
 * Puts everything that was staged in its place. It may be run again after being cut off anywhere.
 * @param careful After an interruption: what is done already is skipped, and a file edited since is not replaced.
 * @returns Files whose new contents were set aside: `path` and where they went.
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
  // A run that was interrupted may have removed the folder, and not the one around it.
  if (disk.lstat(absolute) === null || removeIfEmpty(disk, absolute)) removeEmptied(disk, locator, folder);
}

/** An edit that went into the old file just as it was replaced goes beside the new one. */
function setEditAside(disk: Disk, step: Step, { target, old }: Place, id: string): string | null {
  const now = hashOf(disk, old);
  if (now === null || now === step.before) return null;
  const name = disk.lstat(`${target}.onex-yours`) ? `.onex-yours-${id}` : '.onex-yours';
  disk.rename(old, `${target}${name}`);
  return `${step.path}${name}`;
}

/** Informs the owner about an edit that was set aside. */
export function editSetAside(path: string): string {
  return `A file was edited just as it was replaced: the edit is in ${path}, the file is as the generator wrote it.`;
}

/**
 * Removes what staging left, once everything is in its place. When it resolves, the new state is on the disk.
 * @returns Where edits went that were made just as their file was replaced.
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
