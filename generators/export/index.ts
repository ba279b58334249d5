/**
 * Documents for other tools, made from contracts: AsyncAPI 3, and JSON Schema of the models. Pure functions of contracts;
 * they write no files.
 */
export { asyncapiDocument } from './asyncapi/document.ts';
export { modelsDocument } from './jsonschema/models.ts';
