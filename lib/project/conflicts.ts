import { conflictsIn } from 'onex-runtime/contract';
import { UserError } from '../errors/index.ts';
import { findPlace } from './place.ts';

/** Further files are not named individually. */
const MAX_NAMED = 10;

/**
 * Refuses a project with conflict markers in its files, because the user's intention is unknown until they are
 * resolved.
 * @param root Absolute folder of the project.
 * @param options.contracts False for a command that reports each contract itself.
 * @throws UserError with exit code 2 and a line for each file.
 */
export function refuseConflicts(root: string, options: { readonly contracts?: boolean } = {}): void {
  const found = conflictsIn(root, options);
  if (found.length === 0) return;
  const more =
    found.length > MAX_NAMED ? [`${found.length - MAX_NAMED} more files have conflict markers`] : [];
  const lines = [...found.slice(0, MAX_NAMED).map(({ message }) => message), ...more];
  throw new UserError('ERR_ONEX_CONFLICT_MARKERS', lines.join('\n'), {
    exitCode: 2,
    docs: 'git.md#in-the-middle-of-a-merge',
  });
}

/** The same for the project around a folder; outside a project, nothing is refused. */
export async function refuseConflictsAround(cwd: string, destination?: string): Promise<void> {
  const { root, settings } = await findPlace(cwd, destination);
  if (settings !== null) refuseConflicts(root);
}
