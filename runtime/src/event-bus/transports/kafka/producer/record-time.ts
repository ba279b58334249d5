import { monotonicNow } from '../../../../values/index.ts';

const START = Date.now() - performance.now();

/**
 * The time of a record, in ms since 1970: the wall clock as it was when the client was loaded, moved on by the monotonic
 * clock. A broker rejects records whose time is far off, so a wall clock that is set while the process runs must not
 * change it.
 */
export function recordTime(): number {
  return Math.trunc(START + monotonicNow());
}
