/**
 * Writes the record of a dead letter: the message that cannot be handled, the reason, and the origin. Secrets are
 * removed from what is recorded.
 */
export { createDeadLetter, keptHeaders, type DeadLetter, type DeadLetterOptions } from './dead-letter.ts';
