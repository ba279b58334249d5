export { clockDay, clockTime } from './clock.ts';
export { jsonLine } from './json-line.ts';
export { createLineWriter, createWriter } from './line-writer.ts';
export { createPalette, type Palette } from './palette.ts';
export { printable, truncate, truncateStart } from './printable.ts';
export { isoTime, jsonOf, numberOf, textOf } from './text-of.ts';
