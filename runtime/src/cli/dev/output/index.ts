/**
 * What `dev` prints: log lines, the overview of what runs, and unhandled errors.
 */
export { createDevLogger } from './logger.ts';
export { overview } from './overview.ts';
export { uncaughtError } from './uncaught-error.ts';
