/**
 * Faults that tests cause on purpose, one file for each kind:
 *
 * - `faulty-service.ts`: a store or a bus that is unavailable, slow, or refuses one value, for one call, for a time, or
 *   twice in a row; two instances that race at a chosen call.
 * - `clock.ts`: a wall clock that jumps, and weeks that pass in a moment, with Node's limit of 24.8 days for timers.
 *
 * Guarantees: a fault happens exactly where the test says and nowhere else, without waiting for real time; a call that
 * no rule matches reaches the real service unchanged; `restore` gives the real clock back.
 */
export { createClock, type Clock } from './clock.ts';
export {
  faulty,
  faultyBus,
  faultyStore,
  type Failure,
  type FaultyService,
  type Selection,
} from './faulty-service.ts';
export { createGate, type Gate } from './gate.ts';
