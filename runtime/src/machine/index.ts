/**
 * Reducers: the base class `NodeReducer`, the machine that runs a contract's states, and the stores of entities.
 *
 * 1. An event is reduced by a pure function of the entity's state and the event.
 * 2. The new state and the ID of the event are saved in one transaction. An event that was applied is not applied
 *    again; its intents are published again.
 * 3. A save is a compare-and-set. An instance that lost the race loads the entity again.
 *
 * It must not know transports.
 */
export {
  actionsOf,
  guardsOf,
  machineOf,
  createReducerMachine,
  type ReducerMachine,
  type ActionContext,
  type ActionResult,
  type AnyIntents,
  type Guard,
  type IntentsOf,
  type MachineCode,
  type Migrate,
  type ReducerAction,
  type ReducerEvent,
  type ReducerIntent,
  type ReducerState,
  type Reduction,
} from './machine/index.ts';
export { NodeReducer } from './node-reducer.ts';
export type { ReducerDefinition } from './reducer-definition.ts';
export {
  createMemoryStateStore,
  STATE_STORE,
  type ListedEntity,
  type LoadedState,
  type StateStore,
  type StoredState,
  openStateStore,
  type OpenedStateStore,
  openPostgresStateStore,
  openSqliteStateStore,
} from './stores/index.ts';
