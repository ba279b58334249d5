/**
 * The operations of a node with all names that they have in code, and what a handler answers until its owner
 * writes it. Guarantees: a generated answer fits the operation's model, or the place is a placeholder that is
 * reported.
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
