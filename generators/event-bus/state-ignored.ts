import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder in which the running event bus stores what it has to send again; relative to the root. */
const STATE_FOLDER = '.onex-state/';

/** A repository may name programs to run in its settings; a question shall run none. */
const SAFE = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/**
 * What there is to report about the folder of the bus's state: it belongs into no commit. Null where it is ignored.
 * @param root absolute
 */
export function stateNote(root: string): string | null {
  if (ignoredByGit(root) ?? namedInIgnoreFile(root)) return null;
  return `The event bus stores its state in ${STATE_FOLDER}. Add this line to .gitignore: ${STATE_FOLDER}`;
}

/** Null where there is no repository, or no Git. */
function ignoredByGit(root: string): boolean | null {
  const asked = [...SAFE, 'check-ignore', '--quiet', `${STATE_FOLDER}x`];
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
