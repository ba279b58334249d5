/**
 * Creates the JSON Schema of contracts for editors. It suggests the keys of the strict rules and accepts everything
 * that the contract reader accepts. It must not depend on how contracts are rendered.
 */
export { contractSchema, contractSchemaText } from './contract-schema.ts';
