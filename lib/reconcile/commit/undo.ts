import { join } from 'node:path';
import type { Disk } from '../disk.ts';
import type { Locator } from '../locate.ts';
import type { Journal, Step } from './journal.ts';
import { hashOf, placeOf, removeFile, removeIfEmpty, type Place } from './place.ts';

/** Gives a replaced file its old contents back, unless somebody edited it since. */
function restore(disk: Disk, step: Step, { target, old }: Place): void {
  if (step.type === 'mode') {
    if (disk.lstat(target) && step.oldMode !== null) disk.chmod(target, step.oldMode);
    return;
  }
  if (hashOf(disk, target) !== step.after) return;
  if (disk.lstat(old)) disk.rename(old, target);
  else if (step.before === null) removeFile(disk, target);
}

/**
 * Leaves the project as it was before the run. It may be run again after being cut off anywhere.
 * @param applied Whether files may have been put in place already; if not, only what was staged goes.
 */
export function undo(journal: Journal, locator: Locator, disk: Disk, applied: boolean): void {
  for (const [index, step] of journal.steps.entries()) {
    const place = placeOf(locator, journal, index);
    if (applied) restore(disk, step, place);
    if (step.type === 'mode') continue;
    removeFile(disk, place.fresh);
    if (step.before !== null) removeFile(disk, place.old);
  }
  for (const folder of journal.folders.toReversed()) removeIfEmpty(disk, join(locator.root, folder));
}
