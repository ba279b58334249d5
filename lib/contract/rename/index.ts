/**
 * Renames in contracts: which texts of a contract name a node, an operation, a field, a step, a state, a topic, or a
 * domain.
 *
 * Guarantees
 * 1. Only the scalars that change are touched: comments, order, layout, and blank lines stay.
 * 2. A text for people, such as a description, is never changed.
 * 3. A rule changes only the places that it knows. The caller parses the changed contract to verify that the rename is
 *    complete.
 */
export { fieldRule, type FieldOwner, type FieldRename } from './fields.ts';
export { domainRule, nodeRule, producerRule, topicRule, type NodeRename } from './nodes.ts';
export { drivenOperationRule, operationRule } from './operations.ts';
export { findScalar, replaceScalars, type Position, type Rule, type Site } from './scalars.ts';
export { stateRule } from './states.ts';
export { isStepSite, stepRule } from './steps-of.ts';
