/**
 * States of workflows on their way to and from the store, and the outputs that wait to be published. It must not know
 * the engine or what makes a workflow due.
 */
export { ofStart } from './of-start.ts';
export { Refusals, type Replacement } from './refusals.ts';
export { Saves } from './saves.ts';
export type { UnreadableEntry } from './unreadable.ts';
