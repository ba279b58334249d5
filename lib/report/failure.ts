import { jsonLine } from 'onex-cli-kit';
import type { UserError } from '../errors/index.ts';

const printed = new WeakSet<Error>();

/**
 * Prints the `--json` object for a run that failed before it had a report. Prints it once per error, although the error
 * passes through the generator and the command line.
 * @param project Absolute folder of the project; null: unknown.
 * @param details The keys of a command whose report always has the same ones; default: those of a generating command,
 *   with the code of the error and the page with more information.
 */
export function printFailure(
  error: UserError,
  project: string | null = null,
  details?: Readonly<Record<string, unknown>>,
): void {
  if (printed.has(error)) return;
  printed.add(error);
  const { message, errorCode: code, page: docs } = error;
  const report = details
    ? { ...details, error: message }
    : { files: [], warnings: [], next: [], error: message, code, docs };
  process.stdout.write(jsonLine({ status: 'error', project, ...report }));
}
