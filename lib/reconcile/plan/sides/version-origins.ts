import { compareVersionFolders, versionFolderOf } from '../../../naming/index.ts';
import type { GeneratedFile } from '../../../render/index.ts';
import type { ManifestEntry } from '../../store/index.ts';

/** How the versions of a node relate to each other. */
export interface VersionOrigins {
  /** Whether the file belongs to a version that was not rendered this time, so it stays unchanged. */
  retained(path: string): boolean;
  /** Returns the file of the previous version that a file of a new version is copied from; null if there is none. */
  origin(path: string): string | null;
}

/**
 * Starts a version that is rendered for the first time as a copy of the newest earlier version, including the user's
 * edits. The same applies to a single file of a known version that somebody skipped.
 * @param files As rendered now.
 * @param entries From the manifest.
 * @param settled Whether the last run left nothing undecided. If so, a new file was not skipped.
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
