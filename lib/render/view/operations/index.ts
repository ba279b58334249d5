/**
 * The operations of a node with their names in code, and the result of a handler until the user writes it. Guarantee: a
 * generated result fits the operation's model, or it is a placeholder that is reported.
 */
export {
  MISSING_VALUE,
  SPREAD,
  answerOf,
  fromInput,
  missingValue,
  placeholderOf,
  type Answer,
} from './answer.ts';
export { backendsOf, defaultBackend } from './backends.ts';
export type { HandlerVariant } from './handler-variants.ts';
export { isRouted } from './is-routed.ts';
export { operationViews, type OperationView, startOperation } from './operations.ts';
