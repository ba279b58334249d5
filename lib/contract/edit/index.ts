/**
 * Edits of a contract: an operation, a field, a step, a state, or a topic is added or removed. Guarantees: every other
 * line of the text stays as it is, comments and blank lines too; a new entry follows the form and the layout of those
 * beside it; and removing what was added gives the same text back. What cannot be edited that way is refused with its
 * place. Nothing is written.
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
