/**
 * Loads and saves the states of workflows, and the outputs that wait to be published. It must not know the engine, or
 * what makes a workflow due.
 */
export { inStartContext } from './start-context.ts';
export { Refusals, type Replacement } from './refusals.ts';
export { Saves } from './saves.ts';
export type { UnreadableEntry } from './unreadable.ts';
