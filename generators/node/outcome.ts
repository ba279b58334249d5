import { UserError } from '../../lib/errors/index.ts';
import type { Report } from '../../lib/reconcile/index.ts';
import type { Session } from './session.ts';

/** @throws UserError for a run that was refused; under `--json` the report itself says what is wrong. */
export function refuseError({ json: { status, error } }: Report, { given }: Session): void {
  if (status === 'error' && given['json'] !== true) throw new UserError(error ?? 'refused');
}

/** 1 for a run that was refused, 2 where conflicts are left. */
export function setExitCode({ json: { status } }: Report): void {
  if (status === 'error') process.exitCode = 1;
  if (status === 'conflicts') process.exitCode = 2;
}
