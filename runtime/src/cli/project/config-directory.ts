import path from 'node:path';
import { CliError } from '../cli-error.ts';
import { statOf } from './stat-of.ts';

/** The folder that `--config-dir` names, as an absolute path; null: none. @throws CliError when it is not a folder. */
export function configDirectory(given: string | undefined, cwd: string): string | null {
  if (given === undefined) return null;
  const folder = path.resolve(cwd, given);
  if (statOf(folder)?.isDirectory() === true) return folder;
  throw new CliError(`--config-dir: ${folder} is not a folder`);
}
