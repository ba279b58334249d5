/** The implementations of most commands. They are loaded only for a run that has a command. */
export { exportDocument } from './commands/export.ts';
export { forward } from './commands/forward.ts';
export { generate, GENERATORS } from './commands/generate.ts';
export { graph } from './commands/graph.ts';
export { models } from './commands/models.ts';
export { status } from './commands/status/status.ts';
