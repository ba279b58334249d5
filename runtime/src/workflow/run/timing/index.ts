/**
 * When a workflow is due: clock, timers, the search for overdue workflows, and the queue of due ones. It must not know
 * what is done with a due workflow.
 */
export { SYSTEM_CLOCK, WORKFLOW_CLOCK, type Clock } from './clock.ts';
export { SWEEP_MS, Sweeper, type SweepTimes } from './sweeper.ts';
export { WorkflowTimers } from './timers.ts';
export { WakeQueue } from './wake-queue.ts';
