/**
 * Parses a file: decodes its bytes, and determines its language, its syntax tree, and the tokens of any part.
 *
 * Guarantees
 * 1. The new text of a file is parsed with the syntax extensions that parsed the old one.
 * 2. An unreadable part is reported with its line and column. No function here throws because of a file's content.
 *
 * This folder does not depend on classes or on the event bus.
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
