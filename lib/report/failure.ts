import { jsonLine } from 'onex-cli-kit';
import type { UserError } from '../errors/index.ts';

const printed = new WeakSet<Error>();

/**
 * Prints the object of `--json` for a run that failed before it had a report; once for each error, which passes
 * through the generator and the command line.
 * @param project absolute folder of the project; null: it is not known
 * @param details the keys of a command whose report always has the same ones; absent: those of a generating command,
 *   with the code of the error and the page that says more
 */
export function printFailure(
  error: UserError,
  project: string | null = null,
  details?: Readonly<Record<string, unknown>>,
): void {
  if (printed.has(error)) return;
  printed.add(error);
  const { message, errorCode: code, page: docs } = error;
  const [more, why] = details
    ? [details, {}]
    : [
        { files: [], warnings: [], next: [] },
        { code, docs },
      ];
  process.stdout.write(jsonLine({ status: 'error', project, ...more, error: message, ...why }));
}
