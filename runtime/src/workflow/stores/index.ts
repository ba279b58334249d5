/**
 * Where workflows are stored: memory, SQLite, or PostgreSQL behind one interface. Guarantees: a save is one transaction
 * and is durable when it resolves; if two instances save the same turn, one succeeds and the other gets false; every
 * row has an owner (environment, service, node). Stores do not interpret a state.
 */
export { createMemoryWorkflowStore } from './memory-store.ts';
export { openPostgresWorkflowStore } from './postgres-store.ts';
export { openSqliteWorkflowStore } from './sqlite-store.ts';
export { WORKFLOW_STORE, dueAt, isOpen, type WorkflowStore } from './store.ts';
