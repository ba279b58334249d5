import { defineToken, type Token } from '../../../node/services/index.ts';
import { LONGEST_TIMER, steadyNow } from '../../../values/index.ts';

/** Time as the workflow runner sees it. A simulation has its own clock. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `work` once after a pause, which does not keep the process alive. @returns a function that cancels it. */
  after(ms: number, work: () => void): () => void;
}

/** The clock of an orchestrator's workflows. Default: the system's. */
export const WORKFLOW_CLOCK: Token<Clock> = defineToken('WORKFLOW_CLOCK');

/**
 * The system's clock, which does not jump while the process runs. A pause above the limit of a timer is shortened. The
 * callback then finds nothing due.
 */
export const SYSTEM_CLOCK: Clock = {
  now: steadyNow,
  after(ms, work) {
    const timer = setTimeout(work, Math.min(LONGEST_TIMER, Math.max(0, ms)));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
