import { terminalLine } from 'onex-cli-kit';
import { writtenIn } from '../errors/written.ts';

/**
 * Ends the process if standard output cannot be written. A run that has written files fails with a message, because its
 * report is lost. Otherwise, a reader that closes a pipe early (`onex --help | head -1`) is not a failure.
 */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    const folder = writtenIn();
    if (folder === null && error.code === 'EPIPE') process.exit(0);
    const what = folder === null ? 'the output' : `the files in ${folder} are written, but the report`;
    fail(`${what} cannot be written to standard output (${error.code ?? error.message})`);
  });
  // If standard error cannot be written, nothing more can be reported.
  process.stderr.on('error', () => {});
}

function fail(message: string): never {
  process.stderr.write(`error: ${terminalLine(message)}\n`);
  return process.exit(1);
}
