import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { QUERY_ONLY } from '../../lib/reconcile/index.ts';

/** Folder of the running event bus's state, such as messages to send again; relative to the root. */
const STATE_FOLDER = '.onex-state/';

/**
 * Returns the note that the folder of the bus's state must not be committed; null if Git ignores it.
 * @param root Absolute.
 */
export function stateNote(root: string): string | null {
  if (ignoredByGit(root) ?? namedInIgnoreFile(root)) return null;
  return `The event bus stores its state in ${STATE_FOLDER}. Add this line to .gitignore: ${STATE_FOLDER}`;
}

/** Null if there is no repository, or no Git. */
function ignoredByGit(root: string): boolean | null {
  const asked = [...QUERY_ONLY, 'check-ignore', '--quiet', `${STATE_FOLDER}x`];
  const { status } = spawnSync('git', asked, { cwd: root, timeout: 5000 });
  return status === 0 ? true : status === 1 ? false : null;
}

function namedInIgnoreFile(root: string): boolean {
  try {
    const lines = readFileSync(path.join(root, '.gitignore'), 'utf8').split(/\r?\n/);
    return lines.some((line) => /^\/?\.onex-state\/?$/.test(line.trim()));
  } catch {
    return false;
  }
}
