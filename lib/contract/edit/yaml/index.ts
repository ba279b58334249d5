/**
 * Edits of a YAML text at one place: an entry is added or removed, a scalar or a key is replaced. Guarantees: every other
 * line stays as it is, comments and blank lines too; a new entry is laid out like those beside it; removing what was
 * added gives the same bytes back; and each result is read again, so that no edit changes another value.
 */
export { insertItem, insertPair, removeAt, renameKey, replaceScalar } from './edits.ts';
export { scalarText } from './scalar.ts';
export { UneditableError } from './uneditable.ts';
