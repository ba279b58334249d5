/**
 * Retries with pauses that double up to a limit. `persist` retries until it succeeds or is aborted, and reports each
 * distinct problem once. It must not know what it retries.
 */
export { DEFAULT_BACKOFF, backoffMs, pause, type Backoff } from './backoff.ts';
export { persist } from './persist.ts';
