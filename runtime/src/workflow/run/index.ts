/**
 * Runs workflows: between the bus, the engine, and the store.
 *
 * 1. Turn: the engine takes a message, a timeout, or a request, and returns a new state and outputs. It does no I/O.
 *    One workflow takes one turn at a time.
 * 2. Save: the new state is saved as a compare-and-set. An instance that lost the race has changed nothing; it loads
 *    the workflow and takes the turn again.
 * 3. Publish: outputs are published only after their turn is saved, and only by the instance that saved it.
 * 4. The outputs of a message are saved with its ID. A message that comes again causes the same outputs with the same
 *    IDs, and no new turn.
 * 5. The outputs of a timeout are part of the state until the bus has acknowledged them. Another instance publishes
 *    them if this one does not in time.
 * 6. An output that the bus permanently refuses is a fault of its workflow, which takes it as a turn.
 * 7. A workflow that is due is queued once. While the store or the bus is unavailable, all of them wait together.
 * 8. A workflow that cannot be read is reported once, and stops no other.
 */
export { SYSTEM_CLOCK, WORKFLOW_CLOCK, type Clock } from './timing/index.ts';
export { WorkflowRunner, type UncompensatedEntry } from './runner.ts';
export type { Replacement, UnreadableEntry } from './saves/index.ts';
