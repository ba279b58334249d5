import { projectCommands } from '../../project/index.ts';
import { CliError } from '../cli-error.ts';
import type { NodeDescription } from '../control/index.ts';
import { resolveTarget, type Target } from './target.ts';

/**
 * The target among the nodes of a `dev` that runs.
 * @param onDisk the current contracts of the project, which may have more than `dev` read when it started
 * @throws CliError as `resolveTarget` does, or if `dev` has to be restarted.
 */
export function resolveRunning(
  typed: string,
  nodes: readonly NodeDescription[],
  onDisk: () => readonly NodeDescription[],
): Target {
  try {
    return resolveTarget(typed, nodes);
  } catch (error) {
    if (!(error instanceof CliError) || !resolves(typed, onDisk)) throw error;
    throw new CliError(
      `The dev that runs does not know ${typed}, but a contract of the project does. ` +
        `Start dev again; ${projectCommands(process.cwd()).run('dev', '--watch')} does so after each change`,
      { cause: error },
    );
  }
}

function resolves(typed: string, onDisk: () => readonly NodeDescription[]): boolean {
  try {
    resolveTarget(typed, onDisk());
    return true;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}
