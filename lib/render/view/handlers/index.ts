/**
 * What the templates of handler files see: one view for each handler of each operation, and the table that the
 * node class lists them in.
 */
export { computeHandlers, type ComputeHandlerView } from './compute-handlers.ts';
export { handlerFiles, handlerTable } from './handler-table.ts';
export { effectHandlers, type DraftView, type HandlerView } from './handlers.ts';
