import type { SemanticVersion } from 'onex-runtime/contract';

const FOLDER = /^v(\d+)_(\d+)_(\d+)$/;

/** Returns the folder of one version of a node: `v1_0_0`. */
export function versionFolder({ major, minor, patch }: SemanticVersion): string {
  return `v${major}_${minor}_${patch}`;
}

export function isVersionFolder(name: string): boolean {
  return FOLDER.test(name);
}

/** Returns the version folder at the start of a path within a node; null for paths outside version folders. POSIX. */
export function versionFolderOf(path: string): string | null {
  const [first = ''] = path.split('/', 1);
  return isVersionFolder(first) ? first : null;
}

const numbersOf = (folder: string): number[] => (FOLDER.exec(folder) ?? []).slice(1).map(Number);

/** Orders version folders by number instead of text: v1_10_0 is after v1_9_0. */
export function compareVersionFolders(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  return left.map((number, index) => number - right[index]!).find((difference) => difference !== 0) ?? 0;
}
