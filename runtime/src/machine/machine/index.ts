/**
 * The state machine of a reducer, built from its contract and run by XState. Guarantees: pure and synchronous; the same
 * state and event give the same next state and intents; an asynchronous action or guard is refused at start. It must
 * not know stores or the bus.
 */
export { checkedEvent } from './event-input.ts';
export { intentPayload } from './intent-payload.ts';
export { actionsOf, guardsOf, machineOf } from './machine-of.ts';
export { createReducerMachine, type ReducerMachine } from './reducer-machine.ts';
export { requireSync } from './require-sync.ts';
export { reducerEventOf } from './trigger-of.ts';
export type {
  ActionContext,
  ActionResult,
  AnyIntents,
  Guard,
  IntentsOf,
  MachineCode,
  Migrate,
  ReducerAction,
  ReducerEvent,
  ReducerIntent,
  ReducerState,
  Reduction,
} from './types.ts';
