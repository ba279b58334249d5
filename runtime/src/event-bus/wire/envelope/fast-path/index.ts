/**
 * Checks envelopes of the usual form without the schema. It guarantees that the schema accepts everything that it
 * accepts, with the same result. All other envelopes are checked by the schema, which then also reports what is wrong.
 */
export { readUsualFields } from './usual-fields.ts';
export { isLowercaseUuid } from './uuid.ts';
