/**
 * Completes a contract with what it leaves out: topics, routes, operations, steps, and dead letters. What the contract
 * states is never changed.
 */
export { resolveTopics } from './topics.ts';
export { eventTypeOf, resolveWorkflow, type ResolvedWorkflow } from './workflow.ts';
