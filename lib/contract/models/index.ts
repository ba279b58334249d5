/**
 * Models from other languages: JSON Schema with `$defs`, as pydantic exports it, that `--models` gives to contracts which
 * name models without their fields. Guarantees: the contract that is made of both reads without any other file.
 */
export { referencedDocuments } from './referenced-documents.ts';
export { embedModels, type Embedded, type EmbedOptions } from './embed.ts';
export { readModelFiles } from './read-model-files.ts';
export { modelIndex, type ModelIndex } from './model-index.ts';
