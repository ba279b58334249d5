/**
 * The view for the templates of handler files: one for each handler of each operation, and the table in which the node
 * class lists them.
 */
export { computeHandlers, type ComputeHandlerView } from './compute-handlers.ts';
export { handlerFiles, handlerTable } from './handler-table.ts';
export { effectHandlers, type DraftView, type HandlerView } from './handlers.ts';
