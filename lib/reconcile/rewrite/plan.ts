import { UserError } from '../../errors/index.ts';
import { type Disk, createLocator, type Locator, contentsOf, sha256, toBytes } from '../disk/index.ts';
import { storeChanges } from '../plan/store-changes.ts';
import { pathRefusal, writeRefusal } from '../plan/refusal.ts';
import { emptyState, type Manifest, type ManifestEntry } from '../store/index.ts';
import type { Change, FilePlan, Plan, ReconcileOptions } from '../types.ts';
import type { MovedFile, RewrittenUnit } from './types.ts';

export interface RewriteRequest {
  readonly root: string;
  readonly files: readonly MovedFile[];
  readonly units: readonly RewrittenUnit[];
  readonly options: ReconcileOptions;
  readonly disk: Disk;
  readonly warnings?: readonly string[];
}

function planFile(
  { from, to, text }: MovedFile,
  disk: Disk,
  locator: Locator,
): { file: FilePlan; changes: Change[] } {
  const refusal = pathRefusal(locator, from) ?? pathRefusal(locator, to) ?? writeRefusal(locator, disk, from);
  const here = locator.locate(from);
  if (refusal !== null || here.fault !== null || here.stats === null)
    throw new UserError('ERR_ONEX_UNSAFE_PATH', `${from}: ${refusal ?? 'is gone'}; nothing was written.`);
  if (here.link && from !== to)
    throw new UserError(
      'ERR_ONEX_UNSAFE_PATH',
      `${from} is a link, which is not moved; nothing was written.`,
    );
  const ours = contentsOf(disk.read(here.absolute));
  const mode = here.stats.mode & 0o777;
  const contents = text === null ? ours.bytes : toBytes(text, ours.form);
  const described: FilePlan = {
    path: to,
    action: from === to ? 'update' : 'rename',
    mode,
    from: from === to ? null : from,
    reason: null,
    clashes: [],
    replaced: [],
    before: ours.text,
    after: text ?? ours.text,
  };
  if (from === to) {
    const same = sha256(contents) === ours.sha256;
    const write: Change = { type: 'write', path: to, before: ours.sha256, contents, mode };
    return { file: described, changes: same ? [] : [write] };
  }
  const there = locator.locate(to);
  if (there.fault !== null || there.stats !== null)
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `${to} already exists; move it, and run again. Nothing was written.`,
    );
  return {
    file: described,
    changes: [
      { type: 'write', path: to, before: null, contents, mode },
      { type: 'remove', path: from, before: ours.sha256 },
    ],
  };
}

function entryOf(entry: ManifestEntry, unit: RewrittenUnit): ManifestEntry {
  const file = unit.files.get(entry.path);
  if (file === undefined) return entry;
  return file.base === null
    ? { ...entry, path: file.path }
    : { ...entry, path: file.path, sha256: sha256(file.base) };
}

function planStore(unit: RewrittenUnit): { changes: Change[]; manifest: Manifest } | null {
  const { state, from, to } = unit;
  if (state.manifest === null) return null;
  const { source: _, ...former } = state.manifest;
  const manifest: Manifest = {
    ...former,
    unit: { ...former.unit, name: unit.name },
    answers: unit.answers,
    ...(unit.source !== undefined && { source: unit.source }),
    files: state.manifest.files.map((entry) => entryOf(entry, unit)),
  };
  const rewritten = new Map(
    [...unit.files.values()].flatMap(({ base }) => (base === null ? [] : [[sha256(base), base]])),
  );
  const textOf = (_: string, hash: string): string | null => rewritten.get(hash) ?? state.text(hash);
  const changes = storeChanges(
    from === to ? state : { ...emptyState(to), packed: state.packed },
    manifest,
    textOf,
  );
  const gone =
    from === to
      ? []
      : [state.manifestFile, state.baseFile, ...(state.formerFile ? [state.formerFile] : [])].flatMap(
          ({ path, sha256: before }): Change[] => (before === null ? [] : [{ type: 'remove', path, before }]),
        );
  return { changes: [...changes, ...gone], manifest };
}

/** The records of a unit that moves retain the mode that the user set. */
function withFormerMode(changes: readonly Change[], { state }: RewrittenUnit, locator: Locator): Change[] {
  const former = locator.locate(state.manifestFile.path);
  const mode = former.fault === null && former.stats !== null ? former.stats.mode & 0o777 : null;
  return changes.map((change) =>
    mode !== null && change.type === 'write' && change.before === null ? { ...change, mode } : change,
  );
}

/**
 * Plans a rewrite.
 * @param request.files Each at most once, and no two with the same target.
 * @throws UserError for a file that cannot be moved or written.
 */
export function planRewrite(request: RewriteRequest): Plan {
  const { root, options, disk } = request;
  const locator = createLocator(disk, root, options.dryRun);
  const planned = request.files.map((file) => planFile(file, disk, locator));
  const stores = request.units.flatMap((unit) => {
    const store = planStore(unit);
    if (store === null) return [];
    return [{ root: unit.to, ...store, changes: withFormerMode(store.changes, unit, locator) }];
  });
  return {
    root: locator.root,
    files: planned.filter(({ changes }) => changes.length > 0).map(({ file }) => file),
    changes: [...planned, ...stores].flatMap(({ changes }) => changes),
    unitRoots: [...new Set(request.units.flatMap(({ from, to }) => [from, to]))].toSorted(),
    manifests: stores.map(({ root: unit, manifest }) => ({ root: unit, manifest })),
    warnings: request.warnings ?? [],
    options,
  };
}
