/**
 * Edits of a YAML text at one place: an entry is added or removed, a scalar or a key is replaced. Guarantees: every
 * other line stays unchanged, including comments and blank lines; a new entry has the layout of its neighbors; removing
 * an added entry restores the same bytes; and each result is parsed again, so no edit changes another value.
 */
export { insertItem, insertPair, removeAt, renameKey, replaceScalar } from './edits.ts';
export { scalarText } from './scalar.ts';
export { UneditableError } from './uneditable.ts';
