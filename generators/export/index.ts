/**
 * Creates documents for other tools from contracts: AsyncAPI 3, and JSON Schema of the models. They are pure functions
 * and write no files.
 */
export { asyncapiDocument } from './asyncapi/document.ts';
export { modelsDocument } from './jsonschema/models.ts';
