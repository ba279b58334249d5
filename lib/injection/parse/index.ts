/**
 * Reads a file: its bytes as text, its language, its syntax tree, and the tokens of a piece of it.
 *
 * Guarantees
 * 1. The new text of a file is parsed with the syntax extensions that parsed the old one.
 * 2. What cannot be read is reported with a line and a column; nothing here throws for what a file contains.
 *
 * It knows nothing of classes or of the event bus.
 */
export { type Decoded, decodeSource, MAX_BYTES } from './decode.ts';
export { type Language, languageOf } from './language.ts';
export {
  child,
  children,
  type Comment,
  holdsNoSyntax,
  isClass,
  isNode,
  memberName,
  nameOf,
  type Node,
  nodesOf,
  walk,
  type Way,
} from './node.ts';
export type { ParseMode } from './parse-modes.ts';
export { parseSource, type SyntaxFault } from './parse.ts';
export { positionAt } from './position.ts';
export { readerOf } from './reader.ts';
export { type PlacedToken, placedTokens, sameTokens, shareKept } from './tokens.ts';
