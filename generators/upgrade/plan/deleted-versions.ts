import { versionFolderOf } from '../../../lib/naming/index.ts';
import { deletionAdvice, type NodeVersion } from '../../../lib/project/versions/index.ts';
import { isAtOrBelow, type AbsentFolder, type RecordedState } from '../../../lib/reconcile/index.ts';
import type { GeneratedFile } from '../../../lib/render/index.ts';

/**
 * Divides the versions that the user deleted into those to restore and the others. A restored folder is rendered. If only
 * the contract of a version was deleted, the other files stay as they were generated last until the user has checked the
 * restored contract.
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

/** Returns the last generated files of some versions, by path. */
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
