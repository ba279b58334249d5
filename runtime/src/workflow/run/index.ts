/**
 * The services around the engine while workflows run: time, saves, queries of workflows that are due, logs, and metrics.
 *
 * - Only the instance that saved a turn publishes its outputs. One that lost the race has changed nothing.
 * - A workflow that is due is queued once. While the store or the bus is unavailable, all of them wait together.
 * - An output that the bus refuses for good is a fault of its workflow, which takes it as a turn.
 * - A workflow that cannot be read is reported once, and stops no other.
 */
export { awaited, hasForeignStep, topicsAwaited } from './awaited.ts';
export { SYSTEM_CLOCK, WORKFLOW_CLOCK, type Clock } from './timing/clock.ts';
export { ofStart } from './saves/of-start.ts';
export { Refusals, type Replacement } from './saves/refusals.ts';
export { Saves } from './saves/saves.ts';
export type { UnreadableEntry } from './saves/unreadable.ts';
export { WakeQueue } from './timing/wake-queue.ts';
export { offersOf, type Offer } from './offers.ts';
