/**
 * Reads which models a contract names, and the fields it gives at its top level. Guarantees: fields of an operation come
 * from the nearest place that gives them, and a model without fields is open.
 */
export { readModel } from './model-reference.ts';
export { readTopModels, type TopModels } from './top-models.ts';
export { withModels } from './with-models.ts';
