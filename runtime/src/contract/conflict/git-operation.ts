import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** An operation of git that waits until somebody has resolved its conflicts. */
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

/** The entry `.git` of the working tree around a folder; null outside a repository. */
function gitEntry(folder: string): string | null {
  const entry = path.join(folder, '.git');
  if (existsSync(entry)) return entry;
  const parent = path.dirname(folder);
  return parent === folder ? null : gitEntry(parent);
}

/** Git's own folder of the working tree around a folder; null outside a repository. */
export function gitFolderOf(folder: string): string | null {
  const entry = gitEntry(folder);
  return entry && gitFolder(entry);
}

/** Whether a folder is in a working tree of git. */
export function isInRepository(folder: string): boolean {
  return gitEntry(folder) !== null;
}

/** The operation that the repository around a folder waits in; null where there is none, or no repository. */
export function gitOperation(folder: string): GitOperation | null {
  const git = gitFolderOf(folder);
  const found = TRACES.find(([trace]) => git !== null && existsSync(path.join(git, trace)));
  return found?.[1] ?? null;
}
