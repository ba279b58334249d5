import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** An operation of git that stops at conflicts, and is continued after they are resolved. */
export type GitOperation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'am';

/** What git writes into its folder during each operation; a rebase also cherry-picks, so it comes first. */
const TRACES: readonly (readonly [trace: string, operation: GitOperation])[] = [
  ['rebase-apply/applying', 'am'],
  ['rebase-apply', 'rebase'],
  ['rebase-merge', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['MERGE_HEAD', 'merge'],
];

/** Git's folder of a repository. In a worktree and in a submodule, `.git` is a file that names it. */
function gitFolder(entry: string): string | null {
  try {
    if (statSync(entry).isDirectory()) return entry;
    const [, named] = /^gitdir: (.+)$/m.exec(readFileSync(entry, 'utf8')) ?? [];
    return named === undefined ? null : path.resolve(path.dirname(entry), named.trim());
  } catch {
    return null;
  }
}

/** The top of the working tree around a folder; null outside a repository. */
export function repositoryAround(folder: string): string | null {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? null : repositoryAround(parent);
}

/** Git's own folder of the working tree around a folder; null outside a repository. */
export function gitFolderOf(folder: string): string | null {
  const top = repositoryAround(folder);
  return top && gitFolder(path.join(top, '.git'));
}

/** The unfinished operation of the repository around a folder. Null if there is none, or no repository. */
export function gitOperation(folder: string): GitOperation | null {
  const git = gitFolderOf(folder);
  const found = TRACES.find(([trace]) => git !== null && existsSync(path.join(git, trace)));
  return found?.[1] ?? null;
}
