import { gitOperation } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';

/**
 * @throws UserError during a merge or another unfinished operation of git, because the rename would become part of it.
 */
export function refuseUnfinishedMerge(root: string): void {
  const operation = gitOperation(root);
  if (operation === null) return;
  const article = operation === 'am' ? 'an' : 'a';
  throw new UserError(
    'ERR_ONEX_GIT_BUSY',
    `git is in the middle of ${article} ${operation}; finish it first (git ${operation} --continue) or undo it (git ${operation} --abort), then rename`,
    { exitCode: 2 },
  );
}
