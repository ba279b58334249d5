/**
 * Finds the handler of a message, and validates payload and result. Guarantees: the handlers of a node are exactly the
 * operations of its contract; a payload that no model accepts reaches no handler; a validation message names paths and
 * rules, never values.
 */
export { requireSameNames } from './definition-check.ts';
export type { HandlerContext, OperationHandler } from './handler.ts';
export { operationFieldOf, type HasOperationField } from './operation-field.ts';
export { requestOf, type Accepts, type Request } from './operation-of.ts';
export {
  MISSING_VALUES,
  markPlaceholder,
  missingValue,
  warnOfMarked,
  warnOfPlaceholder,
} from './placeholder.ts';
export {
  RoutedHandlers,
  byBackend,
  byRoute,
  type HandlerRoute,
  type HandlerTable,
} from './routed-handlers.ts';
export { describeFaults, parseInput, parseOutput } from './validation.ts';
