/**
 * Reads a type in the notation of Python or TypeScript. A notation that cannot be read is an error with its place in
 * the text.
 */
export { parseNotation, parseType, type Notation } from './parse-type.ts';
export { NotationError } from './tokens.ts';
