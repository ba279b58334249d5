import {
  packText,
  writeBase,
  type BaseLine,
  type StoreFile,
  type UnitState,
  type Manifest,
  type ManifestEntry,
  writeManifest,
} from '../store/index.ts';
import { sha256 } from '../disk/index.ts';
import type { Change } from '../types.ts';

/** Returns the texts that a file needs: the generated and the pending one. */
function wantedOf(files: readonly ManifestEntry[]): { readonly path: string; readonly sha256: string }[] {
  return files.flatMap(({ path, sha256: hash, binary, pending }) => [
    ...(hash === null || binary ? [] : [{ path, sha256: hash }]),
    ...(pending === undefined ? [] : [{ path, sha256: pending.sha256 }]),
  ]);
}

function namesOf(files: readonly ManifestEntry[]): string {
  return wantedOf(files)
    .map(({ path, sha256: hash }) => `${hash} ${path}`)
    .toSorted()
    .join('\n');
}

function write({ path, sha256: before }: StoreFile, text: string): Change[] {
  const contents = Buffer.from(text);
  if (sha256(contents) === before) return [];
  return [{ type: 'write', path, before, contents, mode: 0o644 }];
}

/** Lost texts are left out; the store reports them when it is read. */
function linesOf(
  state: UnitState,
  files: readonly ManifestEntry[],
  textOf: (path: string, sha256: string) => string | null,
): BaseLine[] {
  return wantedOf(files).flatMap(({ path, sha256: hash }): BaseLine[] => {
    const stored = state.packed(hash);
    if (stored !== null) return [{ path, sha256: hash, packed: stored }];
    const text = textOf(path, hash);
    return text === null ? [] : [{ path, sha256: hash, packed: packText(text) }];
  });
}

/**
 * Returns the steps that update a unit's store. A manifest with the same content in other bytes, as a checkout may
 * produce, is left alone, and so are unchanged base texts. If anything changes, a store of release 0.1 is converted.
 * Records that a merge in git combined from both branches are always rewritten.
 * @param textOf Returns a text of a path by its hash; called only for texts that are not stored yet.
 */
export function storeChanges(
  state: UnitState,
  manifest: Manifest,
  textOf: (path: string, sha256: string) => string | null,
): Change[] {
  const { manifestFile, baseFile, formerFile, isFormer, isMerged } = state;
  const text = writeManifest(manifest);
  const sameManifest = state.manifest !== null && writeManifest(state.manifest) === text;
  const sameTexts =
    state.hasTexts && state.manifest !== null && namesOf(state.manifest.files) === namesOf(manifest.files);
  const all = isMerged || (isFormer && !(sameManifest && sameTexts));
  const base = sameTexts && !all ? [] : write(baseFile, writeBase(linesOf(state, manifest.files, textOf)));
  const own = sameManifest && !all ? [] : write(manifestFile, text);
  const gone: Change[] =
    formerFile?.sha256 == null || (base.length === 0 && own.length === 0)
      ? []
      : [{ type: 'remove', path: formerFile.path, before: formerFile.sha256 }];
  return [...base, ...own, ...gone];
}
