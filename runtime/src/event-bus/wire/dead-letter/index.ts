/**
 * Writes the record of a dead letter: the message that cannot be handled, why, and where it came from. Secrets are
 * removed from what is recorded.
 */
export { createDeadLetter, keptHeaders, type DeadLetter, type DeadLetterOptions } from './dead-letter.ts';
