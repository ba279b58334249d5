/**
 * Functions of text for views and templates: literals, comments, and lines of TypeScript, Markdown, and shell commands.
 * Guarantee: a contract's text never ends the literal or the comment that contains it. These functions read no files
 * and must not depend on contracts.
 */
export { callChain } from './call-chain.ts';
export { commandTexts, SourceText, interpolate } from './source-text.ts';
export {
  LINE_WIDTH,
  indexAccess,
  jsDoc,
  jsonText,
  markdownCode,
  markdownText,
  propertyAccess,
  propertyKey,
  stringLiteral,
  valueLiteral,
  yamlString,
} from './escape.ts';
export { expression, usesOf, type Expression } from './expression.ts';
export {
  classHead,
  enumType,
  exportStatement,
  importStatement,
  inferredType,
  layOut,
  layOutValue,
  methodHead,
  objectLiteral,
} from './layout.ts';
