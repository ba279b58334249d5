export { clockDay, clockTime } from './clock.ts';
export { createLineWriter, createWriter } from './line-writer.ts';
export { truncate, truncateStart } from './truncate.ts';
export { isoTime, jsonOf, numberOf, textOf } from './text-of.ts';
