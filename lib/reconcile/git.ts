import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** More paths than this are not named one by one: a command line has an end. */
const MAX_PATHS = 500;

/** The folder of the repository that a folder is in, or null. */
function repositoryAround(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? null : repositoryAround(parent);
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
  // A repository may name programs to run in its settings; asking for its state shall run none.
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--literal-pathspecs'];
  const state = [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--untracked-files=no',
    '--ignore-submodules=all',
  ];
  const asked = paths.length > MAX_PATHS ? ['.'] : paths;
  const options = {
    cwd: root,
    encoding: 'utf8',
    timeout: 5000,
    maxBuffer: Number.POSITIVE_INFINITY,
  } as const;
  const { status, stdout } = spawnSync('git', [...safe, ...state, '--', ...asked], options);
  if (status !== 0) return [];
  // Git names paths from its own top, which may lie above the root.
  const prefix = relative(top, root).split(sep).join('/');
  const dirty = new Set(stdout.split('\0').map((line) => line.slice(3)));
  return paths.filter((path) => dirty.has(prefix === '' ? path : `${prefix}/${path}`));
}
