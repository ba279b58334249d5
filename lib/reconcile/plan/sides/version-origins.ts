import { compareVersionFolders, versionFolderOf } from '../../../naming/index.ts';
import type { GeneratedFile } from '../../../render/index.ts';
import type { ManifestEntry } from '../../store/index.ts';

/** How the versions of a node stand beside each other. */
export interface VersionOrigins {
  /** Of a version that was not rendered this time: it stays as it is. */
  retained(path: string): boolean;
  /** The file of the version before that a file of a new version begins as; null when it starts without one. */
  origin(path: string): string | null;
}

/**
 * A version that is rendered for the first time begins as a copy of the newest one before it, the owner's edits in it.
 * So does a file of it that somebody skipped: the version is known by then, the file is not.
 * @param files As rendered now.
 * @param entries As the manifest knows them.
 * @param settled Whether the last run left nothing to be decided. A file that is new then was not skipped.
 */
export function versionOrigins(
  files: readonly GeneratedFile[],
  entries: readonly ManifestEntry[],
  settled: boolean,
): VersionOrigins {
  const rendered = new Set(files.flatMap(({ path }) => versionFolderOf(path) ?? []));
  const known = new Set(entries.flatMap(({ path }) => versionFolderOf(path) ?? []));
  const knownPaths = new Set(entries.map(({ path }) => path));
  return {
    retained(path) {
      const folder = versionFolderOf(path);
      return folder !== null && !rendered.has(folder);
    },
    origin(path) {
      const folder = versionFolderOf(path);
      if (folder === null || knownPaths.has(path) || (settled && known.has(folder))) return null;
      const before = [...known]
        .filter((other) => compareVersionFolders(other, folder) < 0)
        .toSorted(compareVersionFolders)
        .at(-1);
      const origin = before && before + path.slice(folder.length);
      return origin && knownPaths.has(origin) ? origin : null;
    },
  };
}
