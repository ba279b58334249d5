import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

let made: string | undefined;

/**
 * The folder of this run of the tests. From the first call on, whatever this process starts is stopped, and the folder
 * removed, when this process ends in any way, `kill -9` included.
 */
export function runFolder(): string {
  made ??= guarded();
  return made;
}

function guarded(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'onex-services-'));
  // The user postgres must be able to reach the folder of its cluster.
  chmodSync(folder, 0o755);
  const run = randomUUID();
  const guard = spawn(fileURLToPath(new URL('guard.sh', import.meta.url)), [run, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  // Set after the guard was started, so that the guard is not one of those it stops.
  process.env['ONEXTEST_RUN'] = run;
  endWithParent();
  return folder;
}

/** Mocha's parent process does not pass a SIGTERM or SIGKILL on; without it nobody waits for the result any more. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, 500).unref();
}
