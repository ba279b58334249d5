import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** More paths than this are not asked about one by one. */
const MAX_PATHS = 500;

function inRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  const parent = dirname(folder);
  return parent !== folder && inRepository(parent);
}

/**
 * Which of the files have changes that are not committed. Git is not needed: without it, or outside a repository,
 * the answer is none.
 * @param paths POSIX, relative to the root.
 */
export function uncommitted(root: string, paths: readonly string[]): string[] {
  if (paths.length === 0 || paths.length > MAX_PATHS || !inRepository(root)) return [];
  // A repository may name programs to run in its settings; asking for its state shall run none.
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--literal-pathspecs'];
  const args = [
    ...safe,
    'status',
    '--porcelain',
    '-z',
    '--untracked-files=no',
    '--ignore-submodules=all',
    '--',
    ...paths,
  ];
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', timeout: 5000 });
  if (status !== 0) return [];
  const dirty = stdout.split('\0').map((line) => line.slice(3));
  // Git names paths from its own top, which may lie above the root.
  return paths.filter((path) => dirty.some((name) => name === path || name.endsWith(`/${path}`)));
}
