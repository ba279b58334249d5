/**
 * Text for terminals: times, styles, and values of messages without control characters. Styles are left out where the
 * output is not a terminal.
 */
export { clockDay, clockTime } from './clock.ts';
export { createLineWriter, createWriter } from './line-writer.ts';
export { truncate, truncateStart } from './truncate.ts';
export { isoTime, numberOf, textOf } from './text-of.ts';
