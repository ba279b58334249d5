/**
 * Loads and saves the states of workflows, and the outputs that wait to be published. It must not know the engine, or
 * what makes a workflow due.
 */
export { ofStart } from './of-start.ts';
export { Refusals, type Replacement } from './refusals.ts';
export { Saves } from './saves.ts';
export type { UnreadableEntry } from './unreadable.ts';
