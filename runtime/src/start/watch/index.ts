/**
 * Watches a process that runs nodes. A blocked event loop is measured and reported with the operations that may have
 * blocked it, and an error that nobody handles is attributed to the message on whose behalf the failed code ran.
 */
export { watchEventLoop, BLOCK_MS, type EventLoopWatch } from './event-loop.ts';
export { watchStrayErrors } from './stray-errors.ts';
