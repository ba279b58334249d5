/**
 * Zod schemas of the types of a contract. The caller passes zod in, so that reading a contract does not load it.
 */
export { schemasOf, type SchemaOf, type ZodLibrary } from './schemas-of.ts';
