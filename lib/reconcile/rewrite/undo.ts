import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors/index.ts';
import { isJournalPath } from '../commit/journal/index.ts';
import {
  type Disk,
  createLocator,
  type Locator,
  isStored,
  joinPath,
  STORE_FOLDER,
  contentsOf,
  sha256,
} from '../disk/index.ts';
import type { Change, FilePlan, Plan, ReconcileOptions } from '../types.ts';

/** Next to the state of running nodes; git ignores it. */
export const UNDO_FILE = '.onex-state/undo.json';
/** Checked before the file is read. */
const MAX_BYTES = 256 * 1024 * 1024;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const step = z.strictObject({
  path: z.string().refine(isJournalPath),
  /** Base64 of the old contents; null if there was no file. */
  old: z.string().nullable(),
  mode: z.int().min(0).max(0o777).nullable(),
  /** Hash of the file that the run left; null if it left no file. */
  after: hash.nullable(),
});
const schema = z.strictObject({
  format: z.literal(1),
  what: z.string(),
  steps: z.array(step),
  /** Hashes of the records of all units, which every run that changes something also changes. */
  records: z.record(z.string(), hash),
});
type UndoRecord = z.infer<typeof schema>;

function hashAt(disk: Disk, locator: Locator, path: string): string | null {
  const location = locator.locate(path);
  if (location.fault !== null)
    throw new UserError('ERR_ONEX_UNSAFE_PATH', `${path}: ${location.fault}; nothing was written.`);
  return location.stats === null ? null : sha256(disk.read(location.absolute));
}

/** Returns the files of the stores below a folder, without locks and journals. */
function storeFiles(disk: Disk, root: string, folder: string): string[] {
  return (disk.readdir(join(root, folder)) ?? []).flatMap((name) => {
    const path = joinPath(folder, name);
    if (name === 'node_modules' || name === '.git') return [];
    const isFolder = disk.lstat(join(root, path))?.isDirectory() === true;
    if (isFolder) return storeFiles(disk, root, path);
    return folder.split('/').includes(STORE_FOLDER) && !/^(?:lock|journal)/.test(name) ? [path] : [];
  });
}

function recordHashes(disk: Disk, locator: Locator): Map<string, string> {
  const { root } = locator;
  const files = [...storeFiles(disk, root, STORE_FOLDER), ...storeFiles(disk, root, 'nodes')];
  return new Map(files.map((path) => [path, hashAt(disk, locator, path)!]));
}

/**
 * Returns a plan that also records how to undo it.
 * @param what The command that would be undone.
 */
export function withUndo(plan: Plan, disk: Disk, what: string): Plan {
  if (plan.changes.length === 0) return plan;
  const locator = createLocator(disk, plan.root);
  const records = recordHashes(disk, locator);
  const steps = plan.changes.map((change) => {
    const { path, before } = change;
    const location = locator.locate(path);
    const stats = location.fault === null ? location.stats : null;
    const after = change.type === 'write' ? sha256(change.contents) : change.type === 'mode' ? before : null;
    if (after === null) records.delete(path);
    else if (isStored(path)) records.set(path, after);
    const old =
      location.fault === null && stats !== null ? disk.read(location.absolute).toString('base64') : null;
    return { path, old, mode: stats === null ? null : stats.mode & 0o777, after };
  });
  const record: UndoRecord = { format: 1, what, steps, records: Object.fromEntries(records) };
  const contents = Buffer.from(JSON.stringify(record));
  const before = hashAt(disk, locator, UNDO_FILE);
  return {
    ...plan,
    changes: [...plan.changes, { type: 'write', path: UNDO_FILE, before, contents, mode: 0o600 }],
  };
}

function readRecord(disk: Disk, locator: Locator): { readonly record: UndoRecord; readonly hash: string } {
  const location = locator.locate(UNDO_FILE);
  if (location.fault !== null || location.stats === null)
    throw new UserError(
      'ERR_ONEX_NOTHING_TO_UNDO',
      'There is no rename to undo: only the last one can be undone, and only once.',
    );
  const damaged = new UserError(
    'ERR_ONEX_DAMAGED_RECORDS',
    `${UNDO_FILE} is damaged; undo the rename with your version control.`,
  );
  if (location.stats.size > MAX_BYTES) throw damaged;
  const bytes = disk.read(location.absolute);
  try {
    return { record: schema.parse(JSON.parse(bytes.toString('utf8'))), hash: sha256(bytes) };
  } catch {
    throw damaged;
  }
}

function refuseChanged(path: string, what: string): never {
  throw new UserError(
    'ERR_ONEX_FILE_CHANGED',
    `${path} changed after ${what}, so it cannot be undone without losing that; use your version control.`,
  );
}

function undoStep({ path, old, mode, after }: UndoRecord['steps'][number]): Change[] {
  if (old === null) return after === null ? [] : [{ type: 'remove', path, before: after }];
  const contents = Buffer.from(old, 'base64');
  return [{ type: 'write', path, before: after, contents, mode: mode ?? 0o644 }];
}

function describe({ path, old, mode, after }: UndoRecord['steps'][number]): FilePlan {
  const before = old === null ? null : contentsOf(Buffer.from(old, 'base64')).text;
  const action = old === null ? 'delete' : after === null ? 'create' : 'update';
  return {
    path,
    action,
    mode: old === null ? null : mode,
    from: null,
    reason: null,
    clashes: [],
    replaced: [],
    before: null,
    after: before,
  };
}

/**
 * Plans to undo the last run that recorded how.
 * @throws UserError if there is none, or if any written file or any record has changed since.
 */
export function planUndo(
  root: string,
  disk: Disk,
  options: ReconcileOptions,
): Plan & { readonly what: string } {
  const locator = createLocator(disk, root);
  const { record, hash: ownHash } = readRecord(disk, locator);
  const { steps, what } = record;
  for (const { path, after } of steps) if (hashAt(disk, locator, path) !== after) refuseChanged(path, what);
  const now = recordHashes(disk, locator);
  const known = new Map(Object.entries(record.records));
  const other = [...new Set([...now.keys(), ...known.keys()])].find(
    (path) => now.get(path) !== known.get(path),
  );
  if (other !== undefined) refuseChanged(other, what);
  const own: Change = { type: 'remove', path: UNDO_FILE, before: ownHash };
  const shown = steps.filter(({ path }) => !isStored(path));
  return {
    root: locator.root,
    files: shown.map(describe),
    changes: [...steps.flatMap(undoStep), own],
    unitRoots: [],
    manifests: [],
    warnings: [],
    options,
    what,
  };
}
