import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_COMMITS = 500;
/** Files in git's own folder whose last or first line names the commit that git is applying. */
const TRACES = ['rebase-merge/done', 'sequencer/todo', 'rebase-apply/original-commit'];

/** Returns the output of git; null if it fails. */
function git(args: readonly string[], input = ''): Buffer | null {
  const { status, stdout } = spawnSync('git', args, {
    input,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout : null;
}

const linesOf = (output: Buffer | null): string[] =>
  output?.toString('utf8').split('\n').filter(Boolean) ?? [];

function commitsInTraces(): string[] {
  const [folder] = linesOf(git(['rev-parse', '--absolute-git-dir']));
  return TRACES.flatMap((trace) => {
    try {
      const text = readFileSync(join(folder ?? '', trace), 'utf8')
        .trim()
        .split('\n');
      return [text.at(-1)!, text[0]!].flatMap((line) => /\b[0-9a-f]{7,64}\b/.exec(line)?.[0] ?? []);
    } catch {
      return [];
    }
  });
}

/** Returns commits that git may be merging. Git does not pass their names to a driver. */
function candidates(): readonly string[] {
  // Git passes the merged heads in the environment of a driver.
  const heads = Object.keys(process.env).flatMap((key) => /^GITHEAD_([0-9a-f]+)$/.exec(key)?.[1] ?? []);
  const refs = linesOf(git(['for-each-ref', `--count=${MAX_COMMITS}`, '--format=%(objectname)']));
  return [...new Set([...heads, 'HEAD', ...commitsInTraces(), ...refs])];
}

/**
 * Returns, for each version of a file, a commit that contains exactly this version.
 * @param path From the top of the working tree.
 * @param files The files in which git stored the versions.
 * @returns null for a version that no known commit contains
 */
export function commitsOf(path: string, files: readonly string[]): readonly (string | null)[] {
  // Requests to git are lines.
  if (path.includes('\n')) return files.map(() => null);
  const commits = candidates();
  const wanted = linesOf(git(['hash-object', '--no-filters', '--', ...files]));
  const names = commits.map((commit) => `${commit}:${path}\n`).join('');
  const found = linesOf(git(['cat-file', '--batch-check=%(objectname)'], names));
  return files.map((_, index) => {
    const at = found.indexOf(wanted[index] ?? '');
    return at < 0 ? null : commits[at]!;
  });
}

/** Returns the text of a file in a commit; null if there is none. */
export function textIn(commit: string, path: string): string | null {
  return git(['cat-file', 'blob', `${commit}:${path}`])?.toString('utf8') ?? null;
}
