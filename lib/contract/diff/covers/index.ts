/**
 * Decides whether one model accepts the messages of another, by their types, constraints, and defaults. The answer errs on
 * one side: "accepted" is certain, "not accepted" may mean that it could not be proven.
 */
export { covers } from './covers.ts';
export { coversField } from './models.ts';
export { fieldsIn, startComparison, type Comparison, type Models, type Side } from './scope.ts';
