import { monotonicNow } from '../../../../values/index.ts';

const START = Date.now() - performance.now();

/**
 * The time of a record, in ms since 1970: the wall clock when the client was loaded, advanced by the monotonic clock. A
 * broker rejects records whose time is far off, so a change of the wall clock must not affect it.
 */
export function recordTime(): number {
  return Math.trunc(START + monotonicNow());
}
