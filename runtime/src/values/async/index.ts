/**
 * Asynchronous work: places for a limited number of workers, time limits, abort signals, and clocks that never jump.
 */
export { monotonicNow, steadyNow } from './clock.ts';
export { isThenable } from './is-thenable.ts';
export { LONGEST_TIMER } from './longest-timer.ts';
export { onAbort } from './on-abort.ts';
export { createSemaphore, type Semaphore } from './semaphore.ts';
export { CLOSE_LIMIT_MS, within } from './within.ts';
