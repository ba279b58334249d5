/**
 * Plans a run: reads the disk and the records, and decides about each file.
 *
 * Invariants
 * 1. A unit is planned by itself, one after the other, so memory stays bounded.
 * 2. Each file goes through gather (`sides/`) and decide (`decide/`), in this order.
 * 3. Paths that cannot be used are refused before any file is read.
 * 4. The records of a unit are planned last, from the decisions about its files.
 *
 * A plan writes nothing, except that an interrupted run is completed or undone first.
 */
import { UserError } from '../../errors/index.ts';
import { openFormatter } from '../../formatter/index.ts';
import { isRefused } from '../report.ts';
import { refuseInterrupted, recover } from '../commit/recover.ts';
import { realDisk, createLocator, isAtOrBelow } from '../disk/index.ts';
import { warningsOf } from './uncommitted-warnings.ts';
import type { Checks } from '../merge/index.ts';
import type { Manifest } from '../store/index.ts';
import type { AnyUnit, Change, FilePlan, Plan, ReconcileOptions } from '../types.ts';
import { planRemovedUnit } from './removal.ts';
import { planUnit } from './unit.ts';

/** Merging rarely needs the parsers, so they load when the first merge is looked at. */
const checks: Checks = {
  isSound: async (path, text) => (await import('../../verify/index.ts')).isSound(path, text),
  contradictionsOf: async (path, merged, sides) =>
    (await import('../../verify/index.ts')).mergeFaults(path, merged, sides),
};

function checkRestore(files: readonly FilePlan[], restore: readonly string[]): void {
  const unknown = restore.find((wanted) => !files.some(({ path }) => isAtOrBelow(wanted, path)));
  if (unknown === undefined) return;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `--restore ${unknown}: no such file is generated here; write its path from the project's root.`,
  );
}

/**
 * Small buffers are slices of larger ones, which they keep in memory as a whole: of a thousand nodes that is several times
 * what is written.
 */
function withOwnMemory(change: Change): Change {
  if (change.type !== 'write') return change;
  const { contents } = change;
  const isSlice = contents.buffer.byteLength > contents.byteLength;
  return isSlice ? { ...change, contents: new Uint8Array(contents) } : change;
}

/**
 * Reads disk and stores, and plans what is to be done: for each file by the table of base, ours and theirs, merged in
 * memory. An interrupted run is completed or undone first.
 * @param request.root Folder the units' roots are relative to: the project's.
 * @param request.units One after the other, so that a thousand need not be rendered at once.
 * @throws UserError for a damaged or hostile store, a newer generator's unit, an unknown path to restore.
 */
export async function reconcile(request: {
  readonly root: string;
  readonly units: Iterable<AnyUnit> | AsyncIterable<AnyUnit>;
  readonly options: ReconcileOptions;
}): Promise<Plan> {
  const { root, units, options } = request;
  const disk = options.disk ?? realDisk;
  const recovered =
    options.basis?.notes ?? (options.dryRun ? refuseInterrupted(disk, root) : await recover(disk, root));
  const locator = createLocator(disk, root, options.dryRun);
  const files: FilePlan[] = [];
  const changes: Change[] = [];
  const unitRoots: string[] = [];
  const manifests: { root: string; manifest: Manifest }[] = [];
  const formatter = disk === realDisk ? openFormatter(locator.root) : null;
  const planning = { disk, locator, options, checks, formatter };
  try {
    for await (const unit of units) {
      const planned =
        'removed' in unit ? await planRemovedUnit(unit, planning) : await planUnit(unit, planning);
      unitRoots.push(unit.root);
      files.push(...planned.files);
      changes.push(...planned.changes.map(withOwnMemory));
      if (planned.manifest) manifests.push({ root: unit.root, manifest: planned.manifest });
    }
  } finally {
    formatter?.close();
  }
  checkRestore(files, options.restore ?? []);
  const plan = { root: locator.root, files, changes, unitRoots, manifests, warnings: recovered, options };
  if (disk !== realDisk || isRefused(plan)) return plan;
  const found = warningsOf(locator.root, files, changes, options.dryRun === true);
  return { ...plan, warnings: [...recovered, ...found] };
}
