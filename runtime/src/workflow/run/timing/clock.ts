import { defineToken, type Token } from '../../../node/services/index.ts';
import { LONGEST_TIMER, steadyNow } from '../../../values/index.ts';

/** Time as the workflow runner sees it; a simulation has a clock of its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `work` once after a pause, which keeps no process alive. @returns what cancels it. */
  after(ms: number, work: () => void): () => void;
}

/** The clock of an orchestrator's workflows; absent: the system's. */
export const WORKFLOW_CLOCK: Token<Clock> = defineToken('WORKFLOW_CLOCK');

/**
 * The system's clock, which does not jump while the process runs. A pause that is longer than the longest timer is cut,
 * and whoever is woken finds nothing due.
 */
export const SYSTEM_CLOCK: Clock = {
  now: steadyNow,
  after(ms, work) {
    const timer = setTimeout(work, Math.min(LONGEST_TIMER, Math.max(0, ms)));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
