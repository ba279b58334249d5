/**
 * Types of fields as contracts write them (Python's notation, mappings, JSON Schema), with constraints, defaults,
 * and definitions. Guarantees: a type that cannot be read is reported and becomes any value; no constraint is
 * dropped in silence; a default is checked against its type.
 */
export { settleDefaults } from './defaults.ts';
export { DEFINITION_PATHS, definitionsWith } from './definition-places.ts';
export { findAliases, readDefinitions, startAliases } from './definitions.ts';
export { readFields } from './fields.ts';
export { SCHEMA_KEYS, isJsonSchema, schemaType } from './json-schema.ts';
