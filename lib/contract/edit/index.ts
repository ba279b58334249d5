/**
 * Edits of a contract: an operation, a field, a step, a state, or a topic is added or removed. Guarantees: every other
 * line of the text stays unchanged, including comments and blank lines; a new entry has the form and layout of its
 * neighbors; and removing an added entry restores the same text. An edit that cannot be made this way is refused with
 * its position. Nothing is written.
 */
export { checkedEdit, contractOf, type ContractEdit } from './checked.ts';
export { parseFields, type FieldText } from './field-list.ts';
export { addField, removeField, type Side } from './fields.ts';
export { addOperation, operationPath, removeOperation, type NewOperation } from './operations.ts';
export {
  addState,
  addTransition,
  removeState,
  triggersOf,
  type NewState,
  type NewTransition,
} from './states.ts';
export { addStep, removeCompensation, removeStep, type NewStep } from './steps.ts';
export { addTopic, DIRECTIONS, removeTopic, topicsIn, usualDirection, type Direction } from './topics.ts';
export { insertItem, insertPair, removeAt, renameKey, replaceScalar, UneditableError } from './yaml/index.ts';
