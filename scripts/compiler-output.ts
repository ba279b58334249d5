import type { SpawnSyncReturns } from 'node:child_process';

/**
 * The lines that a compiler printed, if it came to its end: exit code 0, or 1 or 2 with at least one error.
 * @throws Error when it was not started, was killed, or failed without naming an error
 */
export function compilerOutput(outcome: SpawnSyncReturns<string>): readonly string[] {
  const { status, signal, error, stdout, stderr } = outcome;
  const lines = (stdout ?? '').split('\n');
  if (status === 0) return lines;
  const isReport = status === 1 || status === 2;
  if (error === undefined && isReport && lines.some((line) => /(?:^|\s)error TS\d+:/.test(line)))
    return lines;
  const end = signal === null ? `ended with exit code ${status}` : `was killed by ${signal}`;
  const reason = error?.message ?? [end, (stderr ?? '').trim()].filter((part) => part !== '').join(': ');
  throw new Error(`The compiler did not check the code: ${reason}`);
}
