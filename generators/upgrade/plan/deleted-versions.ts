import { versionFolderOf } from '../../../lib/naming/index.ts';
import { deletionAdvice, type NodeVersion } from '../../../lib/project/versions/index.ts';
import { isAtOrBelow, type AbsentFolder, type RecordedState } from '../../../lib/reconcile/index.ts';
import type { GeneratedFile } from '../../../lib/render/index.ts';

/**
 * Versions that their owner deleted, those to restore and the others. A folder that is restored is rendered; of a
 * version that has lost its contract alone, the other files wait until its owner has looked at the contract.
 */
export function deletedVersions(
  node: string,
  versions: readonly NodeVersion[],
  restore: readonly string[],
): {
  readonly absent: readonly AbsentFolder[];
  readonly rendered: readonly string[];
  readonly recorded: readonly string[];
} {
  const gone = versions.filter(({ unread }) => unread === 'gone');
  const isWanted = ({ folder }: NodeVersion): boolean =>
    restore.some((path) => {
      const own = `nodes/${node}/${folder}`;
      return isAtOrBelow(own, path) || isAtOrBelow(path, own);
    });
  return {
    rendered: gone.filter((one) => isWanted(one) && one.isFolderGone).map(({ folder }) => folder),
    recorded: gone.filter((one) => isWanted(one) && !one.isFolderGone).map(({ folder }) => folder),
    absent: gone
      .filter((version) => !isWanted(version))
      .map(({ folder, isFolderGone }) => {
        const path = isFolderGone ? folder : `${folder}/contract.yaml`;
        return { folder, path, reason: deletionAdvice(`nodes/${node}/${path}`) };
      }),
  };
}

/** The files of some versions as they were generated last, by path. */
export function recordedFiles(
  folders: readonly string[],
  { manifest, textOf }: RecordedState,
): [string, GeneratedFile][] {
  const files = manifest?.files.filter(({ path }) => folders.includes(versionFolderOf(path) ?? '')) ?? [];
  return files.flatMap(({ path, mode }): [string, GeneratedFile][] => {
    const contents = textOf(path);
    return contents === null ? [] : [[path, { path, contents, mode: mode === '755' ? 0o755 : 0o644 }]];
  });
}
