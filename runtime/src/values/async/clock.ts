/**
 * Milliseconds on a clock that never jumps. Zero is the start of the process. Use it for every interval, deadline, and
 * lease within a process.
 */
export function monotonicNow(): number {
  return performance.now();
}

/**
 * Milliseconds since 1970, for times that are stored and compared later, such as when an answer expires. It is the wall
 * clock at the start of the process, advanced by the monotonic clock, so changing the wall clock makes nothing expire
 * early or late.
 */
export function steadyNow(): number {
  return Math.trunc(performance.timeOrigin + performance.now());
}
