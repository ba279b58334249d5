import { formatFinding } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import type { Plan } from '../../../lib/reconcile/index.ts';
import type { Session } from '../session/index.ts';

/** Returns a restored path in the form of the plan: with slashes, without a leading `./`. */
export function restoredPaths({ given }: Session): readonly string[] {
  const paths = Array.isArray(given['restore']) ? (given['restore'] as readonly string[]) : [];
  return paths.map((path) => path.replaceAll('\\', '/').replace(/^\.\//, ''));
}

/** Returns one line for each file to restore that still exists, because restoring never discards an edit. */
export function unusedRestores({ files, options }: Plan): readonly string[] {
  const wanted = new Set(options.restore);
  return files
    .filter(({ path, action }) => wanted.has(path) && action !== 'create')
    .map(
      ({ path }) =>
        `--restore ${path}: it is not deleted, so it is not changed; to restore the generated text, delete it first`,
    );
}

/** Maximum number of files in one line of an error. */
const SHOWN = 5;

/** Returns files that are deleted because the contract no longer requires them. */
export function deletedFiles({ files }: Plan): readonly string[] {
  return files.filter(({ action }) => action === 'delete').map(({ path }) => path);
}

/**
 * Refuses to delete files because of a contract with a key or type that is almost a known one. The typing error may be
 * why the contract seems to require fewer files. On a terminal, the user decides, and `--yes` decides for both.
 * @throws UserError with exit code 2, before anything is written.
 */
export function refuseDoubtfulDeletions(plan: Plan, { given, interactive, findings }: Session): void {
  const mistake = findings.find((finding) => finding.mistake === true);
  const paths = deletedFiles(plan);
  if (mistake === undefined || paths.length === 0 || interactive) return;
  if (given['yes'] === true || given['dry-run'] === true) return;
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
  const what = `${paths.slice(0, SHOWN).join(', ')}${more}`;
  throw new UserError(
    'ERR_ONEX_INVALID_CONTRACT',
    `${formatFinding(mistake)} This run would delete ${what}; correct the contract, or give --yes to delete them`,
    { exitCode: 2 },
  );
}
