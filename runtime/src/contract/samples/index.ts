/**
 * Samples: for a type or the fields of a payload the value that is smallest in its parts, with every constraint kept:
 * only required fields, as few items as a list may have, texts and numbers within their bounds, texts that match their
 * pattern and format. The same type always has the same sample. Where none is found, the answer says where and why
 * instead of a value. Tests, examples, READMEs, and placeholders all use these.
 */
export { endingOrder, fieldsOf, type Definitions, type HasField } from './models.ts';
export { sampleOf, samplePayload, type Sample, type SampleOptions } from './payload.ts';
export { SAMPLE_ID, SAMPLE_TIME } from './sample.ts';
export { variantsOf, type PayloadVariant } from './variants.ts';
export { fullBudget, MOST_LEVELS, MOST_PARTS, type Budget } from './walk.ts';
