import { folderName } from '../../lib/project/index.ts';
import type { Plan } from '../../lib/reconcile/index.ts';
import { mentionFinder } from '../../lib/rename/index.ts';
import { isLockFile, projectFiles } from '../rename/files/project-files.ts';

const SHOWN = 20;

/** Whether any file of the project names a node. */
export function isMentioned(root: string, node: string): boolean {
  const find = mentionFinder({ parts: [node], words: [] });
  const disk = projectFiles(root);
  return disk.paths.some((path) => find(path, disk.text(path) ?? '').length > 0);
}

/** Returns one line for each place that still names a removed node after the run, because no other check finds them. */
export function mentionsLeft(root: string, removed: ReadonlySet<string>, plan: Plan): readonly string[] {
  if (removed.size === 0) return [];
  const find = mentionFinder({ parts: [...removed].map(folderName), words: [] });
  const planned = new Map(plan.files.map((file) => [file.path, file]));
  const disk = projectFiles(root);
  const found = disk.paths.flatMap((path) => {
    const file = planned.get(path);
    if (isLockFile(path) || file?.action === 'delete') return [];
    return find(path, file?.after ?? disk.text(path) ?? '');
  });
  const lines = found
    .slice(0, SHOWN)
    .map(({ path, line, column, text }) => `${path}:${line}:${column} still contains its name: ${text}`);
  return found.length > SHOWN
    ? [...lines, `${found.length - SHOWN} more places still contain its name`]
    : lines;
}
