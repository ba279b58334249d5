import { UserError } from '../../errors/index.ts';
import type { Unit } from '../../render/index.ts';
import { refuseInterrupted, recover } from '../commit/recover.ts';
import { realDisk } from '../disk.ts';
import { createLocator } from '../locate.ts';
import type { Check } from '../merge/index.ts';
import type { Manifest } from '../store/types.ts';
import type { Change, FilePlan, Plan, ReconcileOptions } from '../types.ts';
import { planUnit } from './unit.ts';

/** Merging rarely needs the parsers, so they load when the first merge is looked at. */
const check: Check = async (path, text) => (await import('../../verify/index.ts')).isSound(path, text);

function checkRestore(units: readonly Unit[], restore: readonly string[]): void {
  const known = new Set(
    units.flatMap(({ root, files }) => files.map(({ path }) => (root ? `${root}/${path}` : path))),
  );
  const unknown = restore.find((path) => !known.has(path));
  if (unknown === undefined) return;
  throw new UserError(
    `--restore ${unknown}: no such file is generated here; give its path from the project's root.`,
  );
}

/**
 * Reads disk and stores, and plans what is to be done: for each file by the table of base, ours and theirs, merged in
 * memory. An interrupted run is brought to its end first.
 * @param request.root Folder the units' roots are relative to: the project's.
 * @throws UserError for a damaged or hostile store, a newer generator's unit, an unknown path to restore.
 */
export async function reconcile(request: {
  readonly root: string;
  readonly units: readonly Unit[];
  readonly options: ReconcileOptions;
}): Promise<Plan> {
  const { root, units, options } = request;
  const disk = options.disk ?? realDisk;
  checkRestore(units, options.restore ?? []);
  const recovered = options.dryRun ? refuseInterrupted(disk, root) : await recover(disk, root);
  const locator = createLocator(disk, root);
  const files: FilePlan[] = [];
  const changes: Change[] = [];
  const manifests: { root: string; manifest: Manifest }[] = [];
  for (const unit of units) {
    const planned = await planUnit(unit, { disk, locator, options, check });
    files.push(...planned.files);
    changes.push(...planned.changes);
    if (planned.manifest) manifests.push({ root: unit.root, manifest: planned.manifest });
  }
  return { root: locator.root, files, changes, manifests, warnings: recovered, options };
}
