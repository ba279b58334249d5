/**
 * Models from other languages: JSON Schema with `$defs`, as pydantic exports it, which `--models` adds to contracts
 * that name models without their fields. Guarantees: the resulting contract can be read without any other file.
 */
export { referencedDocuments } from './referenced-documents.ts';
export { embedModels, type Embedded, type EmbedOptions } from './embed.ts';
export { readModelFiles } from './read-model-files.ts';
export { modelIndex, type ModelIndex } from './model-index.ts';
