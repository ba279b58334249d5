/**
 * Where workflows are stored: memory, SQLite, or PostgreSQL behind one port. Guarantees: a save is one transaction
 * and is durable when it resolves; of two instances that save the same turn one wins and the other one is told so;
 * every row has an owner (environment, service, node). Stores know nothing of what a state means.
 */
export { createMemoryWorkflowStore } from './memory-store.ts';
export { openPostgresWorkflowStore } from './postgres-store.ts';
export { openSqliteWorkflowStore } from './sqlite-store.ts';
export { WORKFLOW_STORE, dueAt, isOpen, type WorkflowStore } from './store.ts';
