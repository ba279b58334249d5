import { jsonLine } from 'onex-cli-kit';
import type { UserError } from '../errors/index.ts';

const printed = new WeakSet<Error>();

/**
 * Prints the object of `--json` for a run that failed before it had a report; once for each error, which passes
 * through the generator and the command line.
 * @param project absolute folder of the project; null: it is not known
 * @param more the keys that the command's report has, where they are not those of a generating command
 */
export function printFailure(
  error: UserError,
  project: string | null = null,
  more: Readonly<Record<string, unknown>> = { files: [], warnings: [], next: [] },
): void {
  if (printed.has(error)) return;
  printed.add(error);
  const { message, errorCode: code, page: docs } = error;
  process.stdout.write(jsonLine({ status: 'error', project, ...more, error: message, code, docs }));
}
