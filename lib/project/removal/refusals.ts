import { UserError } from '../../errors/index.ts';
import { inNoCommit, type Plan } from '../../reconcile/index.ts';
import type { ReadProject } from './read-project.ts';
import type { Use } from './uses.ts';

const SHOWN = 5;
/** A person has to decide. */
const DECIDE = { exitCode: 2, docs: 'add-and-remove.md#what-remove-refuses' } as const;

/** @throws UserError that names every use with its position */
export function refuseUsed(uses: readonly Use[], names: string, command: string): void {
  if (uses.length === 0) return;
  const lines = uses.map(({ message }) => message);
  const kinds = new Set(uses.map(({ kind }) => kind));
  const parts = [
    ...(kinds.has('step') ? ['these steps'] : []),
    ...(kinds.has('compensation') ? ['these compensations'] : []),
  ];
  const too = parts.length > 0 ? ` and to remove ${parts.join(' and ')}` : '';
  throw new UserError(
    'ERR_ONEX_IN_USE',
    `${names} is still in use:\n${lines.join('\n')}\nGive --force to remove it anyway${too}: ${command} --force`,
    DECIDE,
  );
}

/** @throws UserError for an unreadable node that remains, because its uses of the removed parts are unknown */
export function refuseUnread({ unread }: ReadProject, removed: ReadonlySet<string>): void {
  const first = [...unread].find(([node]) => !removed.has(node));
  if (first === undefined) return;
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    `${first[1]}\nWhat ${first[0]} uses is not known. Correct its contract first, or give --force.`,
    DECIDE,
  );
}

/**
 * Returns files that would be deleted although their contents exist nowhere else: edited generated files and the user's
 * own files that are not committed.
 */
export function lostFiles({ root, files }: Plan): readonly string[] {
  const own = files
    .filter(({ action, reason }) => action === 'delete' && reason !== null)
    .map(({ path }) => path);
  return inNoCommit(root, own);
}

/** @throws UserError that names files whose contents would be lost */
export function refuseLost(paths: readonly string[]): void {
  if (paths.length === 0) return;
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
  throw new UserError(
    'ERR_ONEX_UNCOMMITTED',
    `The current text of ${paths.slice(0, SHOWN).join(', ')}${more} is not committed. Commit it, or delete it with onex remove --force.`,
    DECIDE,
  );
}
