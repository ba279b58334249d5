/**
 * What `--json` prints: one line for a result, and one line for a failure. Nothing else may be printed to standard
 * output then.
 */
export { printFailure } from './failure.ts';
export { jsonLine } from './json-line.ts';
