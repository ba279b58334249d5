import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../../lib/errors/index.ts';

/** What git leaves in its folder while one of its commands waits for somebody, and how it is ended. */
const STATES: readonly (readonly [file: string, what: string, command: string])[] = [
  ['MERGE_HEAD', 'a merge', 'git merge --continue'],
  ['rebase-merge', 'a rebase', 'git rebase --continue'],
  ['rebase-apply', 'a rebase', 'git rebase --continue'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick', 'git cherry-pick --continue'],
  ['REVERT_HEAD', 'a revert', 'git revert --continue'],
];

/** The folder of git of a working tree, which a file names in a worktree or a submodule; null outside of one. */
function gitFolder(folder: string): string | null {
  const found = join(folder, '.git');
  if (!existsSync(found)) return dirname(folder) === folder ? null : gitFolder(dirname(folder));
  if (statSync(found).isDirectory()) return found;
  const named = /^gitdir: (.+)$/m.exec(readFileSync(found, 'utf8'))?.[1];
  return named === undefined ? null : resolve(folder, named.trim());
}

/** @throws UserError while git waits for somebody to end a merge: a rename would get mixed up in it. */
export function refuseUnfinishedMerge(root: string): void {
  const folder = gitFolder(root);
  if (folder === null) return;
  const state = STATES.find(([file]) => existsSync(join(folder, file)));
  if (state === undefined) return;
  const [, what, command] = state;
  throw new UserError(`git is in the middle of ${what}; end it first (${command}), then rename`);
}
