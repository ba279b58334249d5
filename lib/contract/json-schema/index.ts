/**
 * Writes the types of contracts as JSON Schema (draft 7). A schema accepts what the node's model accepts. Types that
 * JSON Schema cannot distinguish are also written in the contract's own notation, under `x-onex-type`.
 */
export { objectSchema, schemaOf, TYPE_KEYWORD, type JsonSchema, type ReferTo } from './schema-of.ts';
