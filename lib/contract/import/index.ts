/**
 * Creates contracts from documents of other tools. Reads AsyncAPI 3: operations, channels whose address is an ONEX
 * topic, messages, and schemas of payloads, with references within the document. Everything else is reported with its
 * position.
 */
export { isAsyncapi, readAsyncapi, type AsyncapiReading, type ImportedContract } from './asyncapi/read.ts';
