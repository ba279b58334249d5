/**
 * Where the entities of a reducer are stored: memory, SQLite, or PostgreSQL behind one interface. Guarantees: a state
 * and the input that led to it are saved in one transaction; an input is applied once; if two instances save the same
 * entity, one succeeds. Stores must not know the machine.
 */
export { createMemoryStateStore } from './memory-state-store.ts';
export { openStateStore, type OpenedStateStore } from './open-state-store.ts';
export { openPostgresStateStore } from './postgres-state-store.ts';
export { openSqliteStateStore } from './sqlite-state-store.ts';
export {
  STATE_STORE,
  type ListedEntity,
  type LoadedState,
  type StateStore,
  type StoredState,
} from './state-store.ts';
