import type { GeneratedFile } from '../../render/index.ts';
import type { ManifestEntry } from '../store/types.ts';

const VERSION_FOLDER = /^v(\d+)_(\d+)_(\d+)$/;

function folderOf(path: string): string | null {
  const [first = ''] = path.split('/', 1);
  return VERSION_FOLDER.test(first) ? first : null;
}

function numbers(folder: string): number[] {
  return VERSION_FOLDER.exec(folder)!.slice(1).map(Number);
}

function compare(a: string, b: string): number {
  const [x, y] = [numbers(a), numbers(b)];
  return x.map((number, index) => number - y[index]!).find((difference) => difference !== 0) ?? 0;
}

/** How the versions of a node stand beside each other. */
export interface Beside {
  /** Of a version that was not rendered this time: it stays as it is. */
  retained(path: string): boolean;
  /** The file of the version before that a file of a new version begins as; null where it begins anew. */
  origin(path: string): string | null;
}

/**
 * A version that is rendered for the first time begins as a copy of the newest one before it, the owner's edits in it.
 * @param files As rendered now.
 * @param entries As the manifest knows them.
 */
export function besideEachOther(files: readonly GeneratedFile[], entries: readonly ManifestEntry[]): Beside {
  const rendered = new Set(files.flatMap(({ path }) => folderOf(path) ?? []));
  const known = new Set(entries.flatMap(({ path }) => folderOf(path) ?? []));
  const knownPaths = new Set(entries.map(({ path }) => path));
  return {
    retained(path) {
      const folder = folderOf(path);
      return folder !== null && !rendered.has(folder);
    },
    origin(path) {
      const folder = folderOf(path);
      if (folder === null || known.has(folder)) return null;
      const before = [...known]
        .filter((other) => compare(other, folder) < 0)
        .toSorted(compare)
        .at(-1);
      const origin = before && before + path.slice(folder.length);
      return origin && knownPaths.has(origin) ? origin : null;
    },
  };
}
