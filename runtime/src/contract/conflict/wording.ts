import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { shellWord } from 'onex-cli-kit';
import { gitOperation } from './git-operation.ts';

/** Whether git counts a file as unmerged, as after `git stash pop`, which leaves no other trace. */
function isUnmerged(folder: string, file: string): boolean {
  const options = ['-c', 'core.fsmonitor=false', '--literal-pathspecs', 'ls-files', '--unmerged', '--'];
  const { status, stdout } = spawnSync('git', [...options, file], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 5000,
  });
  return status === 0 && stdout !== '';
}

/**
 * What to do about conflicts, in git's terms.
 * @param folder Absolute folder that the files are in, or one above.
 * @param files Relative to the folder.
 */
function howToResolve(folder: string, files: readonly string[]): string {
  const names = files.map((file) => shellWord(file)).join(' ');
  const git = folder === process.cwd() ? 'git' : `git -C ${shellWord(folder)}`;
  const operation = gitOperation(folder);
  if (operation !== null) {
    // What is generated from a contract has conflicts, too, and is written again once the contract is whole.
    const again = files.some((file) => path.basename(file) === 'contract.yaml') ? ' && onex upgrade' : '';
    const finish = `${again === '' ? ' &&' : ', then'} ${git} ${operation} --continue`;
    return `resolve them, then run ${git} add ${names}${again}${finish}, or undo the ${operation} with ${git} ${operation} --abort`;
  }
  if (!files.some((file) => isUnmerged(folder, file))) return 'resolve them, then run the command again';
  return `resolve them, then run ${git} add ${names}, and after git stash pop also ${git} stash drop`;
}

/** The message about conflict markers in a file, without its place. @param where Absolute path of the file. */
export function conflictReason(where: string): string {
  const folder = path.dirname(where);
  const below = path.relative(process.cwd(), where).split(path.sep).join('/');
  const isBelow = !below.startsWith('..') && !path.isAbsolute(below);
  const how = isBelow ? howToResolve(process.cwd(), [below]) : howToResolve(folder, [path.basename(where)]);
  const operation = gitOperation(folder);
  const of = operation === null ? '' : ` of a git ${operation} in progress`;
  return `contains conflict markers${of}; ${how}`;
}

/**
 * The message about conflict markers in a file.
 * @param shown How messages name the file.
 * @param where Absolute path of the file.
 */
export function conflictMessage(shown: string, line: number, where: string): string {
  return `${shown}:${line}:1: ${conflictReason(where)}`;
}
