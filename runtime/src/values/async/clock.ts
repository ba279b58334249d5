/**
 * Milliseconds on a clock that never jumps; zero is the start of the process. For every interval, deadline, and lease
 * within a process.
 */
export function monotonicNow(): number {
  return performance.now();
}

/**
 * Milliseconds since 1970, for times that are stored and compared later, such as when an answer expires. It is the wall
 * clock as it was when the process started, and it moves on with the monotonic clock, so a wall clock that somebody sets
 * forward or back while the process runs lets nothing expire early or late.
 */
export function steadyNow(): number {
  return Math.trunc(performance.timeOrigin + performance.now());
}
