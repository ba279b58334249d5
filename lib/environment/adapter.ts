import type { TerminalAdapter } from '@yeoman/adapter';

/** A logger with Yeoman's methods that writes only to standard error, because standard output belongs to the report. */
function createLog(): Record<string, unknown> {
  const write = (...parts: unknown[]): unknown => {
    process.stderr.write(`${parts.join(' ')}\n`);
    return log;
  };
  // Yeoman logs each error that a task throws. Its output is discarded, because the caller prints the error.
  const silent = (): unknown => log;
  const log = Object.assign(write, { write, writeln: write, info: write, ok: write, error: silent });
  return log as unknown as Record<string, unknown>;
}

/**
 * Yeoman's adapter. It asks through inquirer, as `yo` does. Inquirer is loaded for the first question, which most runs
 * never ask.
 */
export function createAdapter(): Pick<TerminalAdapter, 'prompt' | 'stdin' | 'stdout'> & { log: unknown } {
  let actual: Promise<TerminalAdapter> | undefined;
  const load = async (): Promise<TerminalAdapter> => {
    const { TerminalAdapter: Adapter } = await import('@yeoman/adapter');
    return new Adapter();
  };
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    log: createLog(),
    prompt: async (questions, initialAnswers) => {
      actual ??= load();
      return (await actual).prompt(questions, initialAnswers);
    },
  };
}
