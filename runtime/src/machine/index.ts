export { actionsOf, guardsOf, machineOf } from './machine-of.ts';
export { NodeReducer, type ReducerDefinition } from './node-reducer.ts';
export { createReducerMachine, type ReducerMachine } from './reducer-machine.ts';
export { createMemoryStateStore } from './memory-state-store.ts';
export {
  STATE_STORE,
  type ListedEntity,
  type LoadedState,
  type StateStore,
  type StoredState,
} from './state-store.ts';
export { openStateStore, type OpenedStateStore } from './open-state-store.ts';
export { openPostgresStateStore } from './postgres-state-store.ts';
export { openSqliteStateStore } from './sqlite-state-store.ts';
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
