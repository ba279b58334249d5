import { join } from 'node:path';
import { reformatted } from '../layout/index.ts';
import { joinPath, STORE_FOLDER, contentsOf, hasHash } from '../disk/index.ts';
import { readState, type UnitState } from '../store/index.ts';
import type { Change, FilePlan, RemovedUnit } from '../types.ts';
import { refused } from './paths-of-unit.ts';
import { writeRefusal } from './refusal.ts';
import type { Planning, UnitPlan } from './unit.ts';

/** Why a deleted file needs a check: its content may exist nowhere else. */
export const EDITED = 'you changed it';
export const OWN = 'it is yours';

const IS_LINK = 'is a link, and its target is not deleted; delete the link yourself';

interface Removal {
  readonly files: readonly FilePlan[];
  readonly changes: readonly Change[];
}

/**
 * Returns the entries below a folder that are not folders, in order: POSIX, relative to the root. Links are not
 * followed.
 */
function entriesBelow(folder: string, { disk, locator }: Planning): string[] {
  const names = disk.readdir(join(locator.root, folder)) ?? [];
  return names.toSorted().flatMap((name) => {
    const path = joinPath(folder, name);
    return disk.lstat(join(locator.root, path))?.isDirectory()
      ? entriesBelow(path, { disk, locator } as Planning)
      : path;
  });
}

function fileOf(
  path: string,
  inUnit: string,
  state: UnitState,
  planning: Planning,
): { file: FilePlan; change: Change | null } {
  const { disk, locator } = planning;
  const location = locator.locate(path);
  const isLink = location.fault === null && location.link;
  const reason = isLink ? IS_LINK : writeRefusal(locator, disk, path);
  if (reason !== null || location.fault !== null || location.stats === null)
    return { file: refused(path, reason ?? 'is not a file'), change: null };
  const contents = contentsOf(disk.read(location.absolute));
  const entry = state.manifest?.files.find((one) => one.path === inUnit);
  const isAsWritten = entry !== undefined && hasHash(contents, entry.pending?.sha256 ?? entry.sha256 ?? '');
  const file: FilePlan = {
    path,
    action: 'delete',
    mode: null,
    from: null,
    reason: isAsWritten ? null : entry === undefined ? OWN : EDITED,
    clashes: [],
    replaced: [],
    before: contents.text,
    after: null,
  };
  return { file, change: { type: 'remove', path, before: contents.sha256 } };
}

/** Files that only a formatter changed count as unedited. */
async function withoutReformatted(
  files: readonly FilePlan[],
  unitRoot: string,
  state: UnitState,
  { formatter }: Planning,
): Promise<FilePlan[]> {
  const hashes = new Map(
    state.manifest?.files.map((one) => [joinPath(unitRoot, one.path), one.pending?.sha256 ?? one.sha256]),
  );
  const pairs = files.flatMap(({ path, reason, before }) => {
    if (reason !== EDITED || before === null) return [];
    const generated = state.text(hashes.get(path) ?? '');
    return generated === null ? [] : [{ path, generated, ours: before }];
  });
  const same = await reformatted(pairs, formatter);
  return files.map((file) => (same.has(file.path) ? { ...file, reason: null } : file));
}

/**
 * Plans to delete a folder of a unit with all its content. Each file that differs from its generated text has a reason
 * that says so. A link in the folder is refused, because its target is not part of the unit.
 * @param folder POSIX, relative to the unit; `''` is the whole unit.
 */
export async function planRemoval(
  unitRoot: string,
  folder: string,
  state: UnitState,
  planning: Planning,
): Promise<Removal> {
  const root = folder === '' ? unitRoot : joinPath(unitRoot, folder);
  if (planning.disk.lstat(join(planning.locator.root, root))?.isSymbolicLink() === true)
    return { files: [refused(root, IS_LINK)], changes: [] };
  const files: FilePlan[] = [];
  const changes: Change[] = [];
  for (const path of entriesBelow(root, planning)) {
    const inUnit = path.slice(unitRoot.length + 1);
    const { file, change } = fileOf(path, inUnit, state, planning);
    // The store belongs to the generator and is never reported.
    if (!inUnit.startsWith(`${STORE_FOLDER}/`) || change === null) files.push(file);
    if (change !== null) changes.push(change);
  }
  return { files: await withoutReformatted(files, unitRoot, state, planning), changes };
}

/** Plans to delete a unit, including its store. */
export async function planRemovedUnit(
  { root, beside = [] }: RemovedUnit,
  planning: Planning,
): Promise<UnitPlan> {
  const { disk, locator, options } = planning;
  const state = await readState(disk, locator, root, options.generatorVersion);
  const { files, changes } = await planRemoval(root, '', state, planning);
  const others = beside.map((path) => fileOf(path, path, state, planning));
  return {
    files: [...files, ...others.map(({ file }) => file)],
    changes: [...changes, ...others.flatMap(({ change }) => change ?? [])],
    manifest: null,
  };
}
