/**
 * One turn of a workflow: a message, a timer, or a request goes in; a new state and the outputs to publish come out.
 * Guarantees: a turn does no I/O; the state is saved before its outputs are published, and only by the instance whose
 * save won; a step that may have been done is compensated exactly once, the last one first. It must not know stores,
 * clocks, or transports.
 */
export type { Draft } from './draft.ts';
export { BUILTIN_ENGINE, createEngine, type Drive, type Turn, type WorkflowEngine } from './engine.ts';
export { makeMove, type Move } from './moves.ts';
export { withdrawnWith } from './outcome.ts';
export type { Report } from './report.ts';
