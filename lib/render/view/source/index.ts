/**
 * TypeScript source for names, literals, types, and zod schemas of a contract. Guarantee: a contract's string becomes a
 * string literal or a checked identifier, never code.
 */
export { DECIMAL_BOUNDS } from './constraint-source.ts';
export { eventModelOf, fieldsNaming, modelsBesideFields, stepModels } from './contract-models.ts';
export { fieldsOf, hasDecimalBounds, namesIn, namesWithin, type Definitions } from './field-models.ts';
export { nameForms, uniqueFileForms, uniqueForms, type NameForms } from './names.ts';
export { isAlwaysAssignable } from './always-assignable.ts';
export { uuidOf, payloadSample } from './values.ts';
export { zodObject, zodType } from './zod-source.ts';
