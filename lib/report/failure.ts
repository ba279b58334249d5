const printed = new WeakSet<Error>();

/**
 * Prints the object of `--json` for a run that failed before it had a report; once for each error, which passes
 * through the generator and the command line.
 */
export function printFailure(error: Error): void {
  if (printed.has(error)) return;
  printed.add(error);
  const report = { status: 'error', files: [], warnings: [], next: [], error: error.message };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
