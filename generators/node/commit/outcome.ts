import { UserError } from '../../../lib/errors/index.ts';
import type { Report } from '../../../lib/reconcile/index.ts';
import { countErrors, type TypeReport } from '../../../lib/report/index.ts';
import type { Session } from '../session/index.ts';

/** @throws UserError for a run that was refused; under `--json` the report itself says what is wrong. */
export function refuseError({ json: { status, error }, uninstalled }: Report, { given }: Session): void {
  if (uninstalled === undefined && status === 'error' && given['json'] !== true)
    throw new UserError('ERR_ONEX_WRITE_REFUSED', error ?? 'refused');
}

/** @throws UserError for a run whose packages are not installed, after its report; under `--json` that says so. */
export function refuseUninstalled({ uninstalled, interrupted }: Report, { given }: Session): void {
  if (uninstalled === undefined || given['json'] === true) return;
  throw new UserError(interrupted ? 'ERR_ONEX_INTERRUPTED' : 'ERR_ONEX_INSTALLATION', uninstalled, {
    exitCode: interrupted ? 130 : 1,
  });
}

/** 130 for a run that was interrupted, 1 for a run that was refused, 2 where conflicts are left or a merge does not compile. */
export function setExitCode(
  { json: { status }, interrupted }: Report,
  types: TypeReport | null = null,
): void {
  if (status === 'error') process.exitCode = 1;
  if (status === 'conflicts' || countErrors(types) > 0) process.exitCode = 2;
  if (interrupted) process.exitCode = 130;
}
