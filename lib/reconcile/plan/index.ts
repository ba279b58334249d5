/**
 * Plans a run: reads the disk and the records, and decides what happens to each file.
 *
 * Invariants
 * 1. Units are planned one after the other, so memory use stays bounded.
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

/** Merges rarely need the parsers, so the parsers load for the first merge that does. */
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
 * Small buffers are slices of larger ones and retain those in memory. For a thousand nodes, that would be several times
 * the written data.
 */
function withOwnMemory(change: Change): Change {
  if (change.type !== 'write') return change;
  const { contents } = change;
  const isSlice = contents.buffer.byteLength > contents.byteLength;
  return isSlice ? { ...change, contents: new Uint8Array(contents) } : change;
}

/**
 * Reads the disk and the stores, and plans each file by the table of base, ours, and theirs, merged in memory. An
 * interrupted run is first completed or undone.
 * @param request.root Folder that the units' roots are relative to: the project's.
 * @param request.units Rendered one after the other, so a thousand units need not be in memory at once.
 * @throws UserError for a damaged or hostile store, a unit of a newer generator, or an unknown path to restore.
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
