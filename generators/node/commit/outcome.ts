import { UserError } from '../../../lib/errors/index.ts';
import type { Report } from '../../../lib/reconcile/index.ts';
import { countErrors, type TypeReport } from '../../../lib/report/index.ts';
import type { Session } from '../session/index.ts';

/** @throws UserError for a run that was refused. With `--json`, the report itself contains the reason. */
export function refuseError({ json: { status, error }, uninstalled }: Report, { given }: Session): void {
  if (uninstalled === undefined && status === 'error' && given['json'] !== true)
    throw new UserError('ERR_ONEX_WRITE_REFUSED', error ?? 'refused');
}

/**
 * @throws UserError for a run whose packages are not installed, after its report. With `--json`, the report contains
 *   the reason.
 */
export function refuseUninstalled({ uninstalled, interrupted }: Report, { given }: Session): void {
  if (uninstalled === undefined || given['json'] === true) return;
  throw new UserError(interrupted ? 'ERR_ONEX_INTERRUPTED' : 'ERR_ONEX_INSTALLATION', uninstalled, {
    exitCode: interrupted ? 130 : 1,
  });
}

/** Returns 130 for an interrupted run, 1 for a refused run, and 2 if conflicts remain or a merge does not compile. */
export function setExitCode(
  { json: { status }, interrupted }: Report,
  types: TypeReport | null = null,
): void {
  if (status === 'error') process.exitCode = 1;
  if (status === 'conflicts' || countErrors(types) > 0) process.exitCode = 2;
  if (interrupted) process.exitCode = 130;
}
