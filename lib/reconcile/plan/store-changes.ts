import { packBase } from '../store/base.ts';
import type { UnitState } from '../store/state.ts';
import type { Manifest, ManifestEntry } from '../store/types.ts';
import { writeManifest } from '../store/write.ts';
import { sha256 } from '../text.ts';
import type { Change } from '../types.ts';

function hashes(files: readonly ManifestEntry[]): string {
  const wanted = files.flatMap(({ sha256, binary, pending }) => [
    binary ? null : sha256,
    pending?.sha256 ?? null,
  ]);
  return [...new Set(wanted.filter((hash) => hash !== null))].toSorted().join(' ');
}

/**
 * Steps that bring a unit's store up to date. A manifest that says the same in other bytes, as a checkout may have made of it, is left alone, and base texts that are
 * the same are not packed anew.
 */
export function storeChanges(state: UnitState, manifest: Manifest, texts: () => readonly string[]): Change[] {
  const changes: Change[] = [];
  const { manifestFile, baseFile } = state;
  const sameTexts =
    baseFile.sha256 !== null &&
    state.manifest !== null &&
    hashes(state.manifest.files) === hashes(manifest.files);
  if (!sameTexts) {
    const contents = packBase(texts());
    if (sha256(contents) !== baseFile.sha256) {
      changes.push({ type: 'write', path: baseFile.path, before: baseFile.sha256, contents, mode: 0o644 });
    }
  }
  const text = writeManifest(manifest);
  const sameBytes = sha256(text) === manifestFile.sha256;
  if (!sameBytes && (!state.manifest || writeManifest(state.manifest) !== text)) {
    const contents = Buffer.from(text);
    changes.push({
      type: 'write',
      path: manifestFile.path,
      before: manifestFile.sha256,
      contents,
      mode: 0o644,
    });
  }
  return changes;
}
