import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gitFolderOf, repositoryAround } from 'onex-runtime/contract';

/** More paths than this are not named one by one: a command line has an end. */
const MAX_PATHS = 500;

/** A repository may name programs to run in its settings; asking for its state shall run none. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--literal-pathspecs'];

/** Whether `git status` names a path below the root; null where git cannot say. Git is not needed anywhere. */
function statusOf(
  top: string,
  root: string,
  options: readonly string[],
  paths: readonly string[],
): ((path: string) => boolean) | null {
  const asked = paths.length > MAX_PATHS ? ['.'] : paths;
  const state = ['status', '--porcelain', '-z', '--no-renames', '--ignore-submodules=all', ...options];
  const { status, stdout } = spawnSync('git', [...SAFE, ...state, '--', ...asked], {
    cwd: root,
    encoding: 'utf8',
    timeout: 5000,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) return null;
  // Git names paths from its own top, which may lie above the root, and a folder of which it knows nothing as a whole.
  const prefix = relative(top, root).split(sep).join('/');
  const named = new Set(stdout.split('\0').map((line) => line.slice(3)));
  const folders = [...named].filter((path) => path.endsWith('/'));
  return (path) => {
    const full = prefix === '' ? path : `${prefix}/${path}`;
    return named.has(full) || folders.some((folder) => full.startsWith(folder));
  };
}

/**
 * Whether git has a file that a sparse checkout leaves out of the working tree.
 * @param root Absolute and real.
 * @param path POSIX, relative to the root.
 */
export function isLeftOut(root: string, path: string): boolean {
  const git = gitFolderOf(root);
  if (git === null || !existsSync(join(git, 'info/sparse-checkout'))) return false;
  const { status, stdout } = spawnSync('git', [...SAFE, 'ls-files', '-t', '--', path], {
    cwd: root,
    encoding: 'utf8',
    timeout: 5000,
  });
  return status === 0 && stdout.startsWith('S ');
}

/**
 * Which of the files no commit has as they are on disk: changed, never added, or ignored. Outside a repository, all.
 * @param root Absolute and real.
 * @param paths POSIX, relative to the root.
 */
export function inNoCommit(root: string, paths: readonly string[]): readonly string[] {
  const top = paths.length === 0 ? null : repositoryAround(root);
  if (top === null) return paths;
  const isNamed = statusOf(top, root, ['--untracked-files=all', '--ignored=matching'], paths);
  return isNamed === null ? paths : paths.filter(isNamed);
}

/**
 * Which of the files have changes that are not committed. Git is not needed: without it, or outside a repository,
 * the answer is none.
 * @param root Absolute and real.
 * @param paths POSIX, relative to the root.
 */
export function uncommitted(root: string, paths: readonly string[]): string[] {
  const top = paths.length === 0 ? null : repositoryAround(root);
  if (top === null) return [];
  const isNamed = statusOf(top, root, ['--untracked-files=no'], paths);
  return isNamed === null ? [] : paths.filter(isNamed);
}
