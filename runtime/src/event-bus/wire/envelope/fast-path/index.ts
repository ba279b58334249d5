/**
 * Checks envelopes in the form in which nearly all of them come, without the schema. It guarantees: what it accepts, the
 * schema accepts with the same result; everything else, it leaves to the schema, which then also says what is wrong.
 */
export { readUsualFields } from './usual-fields.ts';
export { isLowercaseUuid } from './uuid.ts';
