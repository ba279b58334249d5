import { dirname } from 'node:path';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import { parentOf } from '../paths.ts';
import type { Journal, Step } from './journal.ts';
import { hashOf, placeOf, removeFile, removeIfEmpty, type Place } from './place.ts';

/** Puts new contents aside that an owner's later edit stands in the way of. */
function setAside(disk: Disk, { target, fresh }: Place, id: string): string {
  const aside = disk.lstat(`${target}.onex-new`) ? `${target}.onex-new-${id}` : `${target}.onex-new`;
  disk.rename(fresh, aside);
  return aside;
}

/** @returns Where the new contents went when they could not be put in place, else null. */
function applyStep(disk: Disk, step: Step, place: Place, id: string, careful: boolean): string | null {
  const untouched = () => {
    const found = careful ? hashOf(disk, place.target) : step.before;
    return found === step.before || found === step.after;
  };
  if (step.type === 'mode') {
    if (disk.lstat(place.target)) disk.chmod(place.target, step.mode ?? 0o644);
  } else if (step.type === 'remove') {
    if (untouched()) removeFile(disk, place.target);
  } else if (!careful || disk.lstat(place.fresh)) {
    if (!untouched()) return setAside(disk, place, id);
    disk.rename(place.fresh, place.target);
  }
  return null;
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
  const folders = new Set<string>();
  for (const [index, step] of journal.steps.entries()) {
    const place = placeOf(locator, journal, index);
    const aside = applyStep(disk, step, place, journal.id, careful);
    if (aside) setAsides.push({ path: step.path, aside });
    if (step.type !== 'mode') folders.add(dirname(place.target));
  }
  await Promise.all([...folders].map((folder) => disk.lstat(folder) && disk.syncFolder(folder)));
  return setAsides;
}

function removeEmptied(disk: Disk, locator: Locator, path: string): void {
  const folder = parentOf(path);
  if (folder === '') return;
  const location = locator.locate(`${folder}/x`);
  if (location.fault === null && removeIfEmpty(disk, dirname(location.absolute)))
    removeEmptied(disk, locator, folder);
}

/** Removes what staging left, once everything is in its place. */
export function tidy(journal: Journal, locator: Locator, disk: Disk): void {
  for (const [index, step] of journal.steps.entries()) {
    if (step.type === 'mode') continue;
    const { old } = placeOf(locator, journal, index);
    if (step.before !== null) removeFile(disk, old);
    if (step.type === 'remove') removeEmptied(disk, locator, step.path);
  }
}
