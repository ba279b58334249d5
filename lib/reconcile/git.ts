import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gitFolderOf, repositoryAround } from 'onex-runtime/contract';

/** More paths than this are not passed individually, because the length of a command line is limited. */
const MAX_PATHS = 500;

/** Options for git queries. A repository's settings may name programs to run, and a query must not run any. */
export const QUERY_ONLY = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
const SAFE = [...QUERY_ONLY, '--literal-pathspecs'];

/** Whether `git status` names a path below the root; null if git cannot determine it. Git is never required. */
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
  // Git names paths relative to its own top folder, which may be above the root, and names an untracked folder as a
  // whole.
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
 * Returns the files whose present state is in no commit: changed, never added, or ignored. Outside a repository,
 * returns all.
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
 * Returns the files with uncommitted changes. Git is optional: without it, or outside a repository, returns none.
 * @param root Absolute and real.
 * @param paths POSIX, relative to the root.
 */
export function uncommitted(root: string, paths: readonly string[]): string[] {
  const top = paths.length === 0 ? null : repositoryAround(root);
  if (top === null) return [];
  const isNamed = statusOf(top, root, ['--untracked-files=no'], paths);
  return isNamed === null ? [] : paths.filter(isNamed);
}
