import { spawnSync } from 'node:child_process';
import type { Arguments } from './arguments.ts';
import { NOT_SAMPLED, productionFiles } from './files.ts';

/** A production file and the lines (first and last, from 1) that may be mutated; `null` means all lines. */
export interface Target {
  readonly path: string;
  readonly lines: readonly [number, number] | null;
}

const RANGE = /^(.+):(\d+)-(\d+)$/;

function git(root: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim().split('\n')[0] ?? ''}`);
  return stdout.split('\0').filter((line) => line !== '');
}

/** Paths that differ between a revision and the working tree, new files included. */
function changedSince(root: string, revision: string): string[] {
  return [
    ...git(root, ['diff', '--name-only', '-z', '--diff-filter=d', '--relative', revision, '--']),
    ...git(root, ['ls-files', '-z', '--others', '--exclude-standard']),
  ];
}

/** The uncommitted changes of production files, or those of the last commit when there are none. */
function lastChanges(root: string, files: ReadonlySet<string>): string[] {
  const uncommitted = changedSince(root, 'HEAD').filter((path) => files.has(path));
  return uncommitted.length > 0 ? uncommitted : changedSince(root, 'HEAD~1');
}

function fromPath(argument: string, files: readonly string[]): Target[] {
  const range = RANGE.exec(argument);
  const path = (range?.[1] ?? argument).replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
  const found = files.filter((file) => file === path || path === '.' || file.startsWith(`${path}/`));
  if (found.length === 0)
    throw new Error(
      `${argument} is no production file and no folder with one (lib, generators, bin, cli-kit/src, runtime/src).`,
    );
  if (range === null) return found.map((file) => ({ path: file, lines: null }));
  const [first, last] = [Number(range[2]), Number(range[3])];
  if (found.length !== 1 || found[0] !== path) throw new Error(`${path} is a folder. Lines need a file.`);
  if (first < 1 || last < first)
    throw new Error(`${argument}: the lines must be FIRST-LAST, counted from 1.`);
  return [{ path, lines: [first, last] }];
}

/**
 * What to mutate.
 * @param root the repository
 * @throws Error with one line for a path that is no production code, or a revision that Git does not know
 */
export function targets(root: string, { paths, since, sample }: Arguments): Target[] {
  const files = productionFiles(root);
  if (paths.length > 0) return paths.flatMap((path) => fromPath(path, files));
  if (since === null && sample !== null)
    return files
      .filter((path) => !NOT_SAMPLED.some((folder) => path.startsWith(folder)))
      .map((path) => ({ path, lines: null }));
  const known = new Set(files);
  const changed = since === null ? lastChanges(root, known) : changedSince(root, since);
  return [...new Set(changed)]
    .filter((path) => known.has(path))
    .toSorted()
    .map((path) => ({ path, lines: null }));
}
