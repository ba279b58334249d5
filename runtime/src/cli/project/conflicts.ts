import { existsSync } from 'node:fs';
import path from 'node:path';
import { conflictsIn } from '../../contract/index.ts';
import { CliError } from '../cli-error.ts';

/** The nearest folder, at or above one, that looks like a project; its files need not be readable. */
function projectAround(folder: string): string | null {
  if (['.yo-rc.json', 'nodes'].some((name) => existsSync(path.join(folder, name)))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? null : projectAround(parent);
}

/**
 * Refuses a project whose files have conflict markers, before any of them is read.
 * @throws CliError with exit code 2 and a line for each file.
 */
export function refuseConflicts(cwd: string): void {
  const root = projectAround(path.resolve(cwd));
  const found = root === null ? [] : conflictsIn(root);
  if (found.length === 0) return;
  throw new CliError(found.map(({ message }) => message).join('\n'), { exitCode: 2 });
}
