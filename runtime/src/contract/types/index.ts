/**
 * Compares types and writes them: whether a value of one type is a value of another, the constraints of a type, and
 * its notation.
 */
export { isAssignable, type TypeIn } from './assignable.ts';
export { notationOf } from './notation.ts';
