/**
 * Names of types: those of Python, those of a contract's models, and what was probably meant by a name that does not
 * exist.
 */
export { formatTexts, isOfFormat, textFormat, type TextFormat } from './formats.ts';
export { meantType } from './misspelt.ts';
export { GENERICS, SIMPLE } from './names.ts';
export { admitsNull, union } from './union.ts';
