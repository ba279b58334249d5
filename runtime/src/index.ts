/**
 * The public entry point of `onex-runtime`: base classes, errors, and what generated nodes import.
 */
export * from './errors/index.ts';
export type { Logger } from './logging/index.ts';
export * from './machine/index.ts';
export * from './node/index.ts';
export * from './routes/index.ts';
export { decimalBounds, type DecimalBounds } from './values/index.ts';
export { NodeOrchestrator, WORKFLOW_STORE, type OrchestratorDefinition } from './workflow/index.ts';
