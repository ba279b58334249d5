/**
 * Makes the JSON Schema of contracts for editors. It suggests what the strict rules know and accepts what the
 * contract reader accepts. It must not know how contracts are rendered.
 */
export { contractSchema, contractSchemaText } from './contract-schema.ts';
