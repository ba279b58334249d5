import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names of the folder for temporary files, in the order Node and others ask for them. */
const NAMES = ['TMPDIR', 'TMP', 'TEMP'] as const;
let own: string | null = null;

/**
 * One folder for all temporary files and caches of a run, of the tests and of the programs they start: those that a test
 * leaves behind because it, or what it started, was ended by force, go with it.
 */
export function mochaGlobalSetup(): void {
  own = mkdtempSync(join(tmpdir(), 'onex-'));
  // Some of them run as another user.
  chmodSync(own, 0o755);
  for (const name of NAMES) process.env[name] = own;
  process.env['XDG_CACHE_HOME'] = join(own, 'cache');
}

export function mochaGlobalTeardown(): void {
  if (own !== null) rmSync(own, { recursive: true, force: true, maxRetries: 3 });
}

const home = process.cwd();

/** Tests share a process: a working directory that one of them changed must not reach the next one. */
export const mochaHooks = {
  afterEach(): void {
    process.chdir(home);
  },
};
