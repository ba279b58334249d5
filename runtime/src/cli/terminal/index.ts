export { clockTime } from './clock.ts';
export { createPalette, type Palette } from './palette.ts';
export { printable, truncate, truncateStart } from './printable.ts';
