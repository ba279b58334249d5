export { actionsOf, guardsOf, machineOf } from './machine/machine-of.ts';
export { NodeReducer, type ReducerDefinition } from './node-reducer.ts';
export { createReducerMachine, type ReducerMachine } from './machine/reducer-machine.ts';
export { createMemoryStateStore } from './stores/memory-state-store.ts';
export {
  STATE_STORE,
  type ListedEntity,
  type LoadedState,
  type StateStore,
  type StoredState,
} from './stores/state-store.ts';
export { openStateStore, type OpenedStateStore } from './stores/open-state-store.ts';
export { openPostgresStateStore } from './stores/postgres-state-store.ts';
export { openSqliteStateStore } from './stores/sqlite-state-store.ts';
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
} from './machine/types.ts';
