/**
 * What `dev` prints: log lines, the overview of what runs, and errors that nobody handled.
 */
export { createDevLogger } from './logger.ts';
export { overview } from './overview.ts';
export { uncaughtError } from './uncaught-error.ts';
