import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { quote } from 'onex-cli-kit';
import { UserError } from '../../errors/index.ts';
import { QUERY_ONLY } from '../../reconcile/index.ts';
import type { ContractFile } from './types.ts';

const SAFE = [...QUERY_ONLY, '--literal-pathspecs'];
const MOST_BYTES = 256 * 1024 * 1024;

function git(root: string, args: readonly string[], input?: string): Buffer | null {
  const { status, stdout } = spawnSync('git', ['--no-replace-objects', ...SAFE, ...args], {
    cwd: root,
    maxBuffer: MOST_BYTES,
    timeout: 60_000,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(input === undefined ? {} : { input }),
  });
  return status === 0 ? stdout : null;
}

/** Returns the commit of a revision; null if there is none, or if the folder is in no repository. */
export function commitOf(root: string, revision: string): string | null {
  if (revision === '' || !existsSync(root)) return null;
  const found = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const commit = found?.toString('utf8').trim() ?? '';
  return /^[\da-f]{40,64}$/.test(commit) ? commit : null;
}

/** Like `commitOf`, for a revision that must exist. */
export function requireCommit(root: string, revision: string): string {
  const commit = commitOf(root, revision);
  if (commit !== null) return commit;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(revision)} is not a revision of a git repository at ${root}; see git log`,
  );
}

/**
 * Returns the contracts below some paths in a commit.
 *
 * @param paths POSIX, relative to the folder.
 * @param revision As the user named it, for messages.
 */
export function contractsAt(
  root: string,
  commit: string,
  paths: readonly string[],
  revision: string,
): ContractFile[] {
  const listed = git(root, ['ls-tree', '-r', '-z', commit, '--', ...paths])?.toString('utf8') ?? '';
  const entries = listed.split('\0').flatMap((line) => {
    const found = /^100(?:644|755) blob ([\da-f]{40,64})\t(.+)$/s.exec(line);
    return found === null ? [] : [{ id: String(found[1]), path: String(found[2]) }];
  });
  const texts =
    entries.length === 0
      ? null
      : git(root, ['cat-file', '--batch'], entries.map(({ id }) => `${id}\n`).join(''));
  if (texts === null) return [];
  let offset = 0;
  return entries.map(({ path }) => {
    const end = texts.indexOf('\n', offset);
    const length = Number(texts.toString('latin1', offset, end).split(' ')[2]);
    const text = texts.toString('utf8', end + 1, end + 1 + length);
    offset = end + 1 + length + 1;
    return { file: `${revision}:${path}`, path, text };
  });
}

/** Reads a file of the working tree, or null. */
export function readWorking(absolute: string): string | null {
  try {
    return readFileSync(absolute, 'utf8');
  } catch {
    return null;
  }
}
