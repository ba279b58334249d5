import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { createDirectory } from 'onex-cli-kit';
import { makeDirectoryPrivate, privacyProblem } from '../../state/index.ts';
import { readSetting } from '../../settings/index.ts';
import { CliError } from '../cli-error.ts';

/**
 * Where running nodes of a project store their state: `ONEX_STATE_DIR`, else `<project>/.onex-state`.
 * @throws UsageError when the variable is not a path
 */
export function stateDirectory(root: string, env: Readonly<Record<string, string | undefined>>): string {
  return path.resolve(root, readSetting('stateDir', { environment: env }) ?? '.onex-state');
}

/**
 * The directory by which `dev`, `send`, and `tail` find each other: the state directory, or in a checkout that cannot
 * be written one of this user among the temporary files. All of them come to the same one.
 * @param canWrite whether files can be created in a folder that exists
 * @throws UsageError when ONEX_STATE_DIR is not a path
 */
export function devDirectory(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  canWrite: (folder: string) => boolean = isWritable,
): string {
  const directory = stateDirectory(root, env);
  const isGiven = directory !== stateDirectory(root, {});
  if (isGiven || canWrite(existsSync(directory) ? directory : root)) return directory;
  const user = process.getuid?.() ?? userInfo().username;
  const project = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `onex-state-${user}-${project}`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates the state directory, readable only by this user. An existing directory that is open to others is restricted
 * only if it is the project's own, because `ONEX_STATE_DIR` may name a folder that others rely on.
 * @throws CliError if it cannot be created, is not a directory, belongs to someone else, or is open to others.
 */
export function openStateDirectory(directory: string): void {
  try {
    createDirectory(directory);
    if (path.basename(directory) === '.onex-state') makeDirectoryPrivate(directory);
  } catch (error) {
    throw new CliError(
      `The state directory cannot be created: ${(error as Error).message}. Set ONEX_STATE_DIR to a folder that you own`,
      { cause: error },
    );
  }
  const problem = privacyProblem(directory);
  if (problem !== null) {
    throw new CliError(`The state directory ${directory} ${problem.what}: ${problem.fix}`);
  }
}
