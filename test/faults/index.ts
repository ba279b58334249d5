/**
 * Faults that tests cause on purpose, one file for each kind:
 *
 * - `disk/`: a disk that fails at the n-th operation (`failingDisk`, `dyingDisk`), one that loses what was not flushed
 *   when the power fails (`losingDisk`), and what the operating system and SQLite were really asked to flush
 *   (`watchedFiles`, `durabilityOf`).
 * - `process/`: a process that is killed, or held, at each step of a protocol (`createSteps` in the script,
 *   `startStepped` in the test).
 * - `faulty-service.ts`: a store or a bus that is unavailable, slow, or refuses one value, for one call, for a time, or
 *   twice in a row; two instances that race at a chosen call.
 * - `clock.ts`: a wall clock that jumps, and weeks that pass in a moment, with Node's limit of 24.8 days for timers.
 *
 * Guarantees: a fault happens exactly where the test says and nowhere else, without waiting for real time; a call that
 * no rule matches reaches the real service unchanged; `restore` gives the real clock back.
 */
export { createClock, type Clock } from './clock.ts';
export { dyingDisk, failingDisk, hasCrashed, type FailingDisk, type Fault } from './disk/failing-disk.ts';
export { losingDisk, type LosingDisk } from './disk/losing-disk.ts';
export { durabilityOf, type Durability } from './disk/opened-databases.ts';
export { watchedFiles, type FileCall } from './disk/watched-files.ts';
export {
  faulty,
  faultyBus,
  faultyStore,
  type Failure,
  type FaultyService,
  type Selection,
} from './faulty-service.ts';
export { createGate, type Gate } from './gate.ts';
export { NODE_OPTIONS, startStepped, type Ending, type SteppedProcess } from './process/stepped-process.ts';
export { createSteps } from './process/steps.ts';
