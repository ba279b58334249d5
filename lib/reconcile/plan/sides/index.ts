/**
 * Gathers the three sides of each file of a unit: base (the last generated text), ours (the file on the disk), and
 * theirs (the newly generated text). It follows renames and starts a new version of a node as a copy of the previous
 * one. It decides nothing.
 */
export { gather, type Gathered } from './gather.ts';
export { mergeMode } from './mode.ts';
export { settled, unsettled, type BaseSide, type OursSide, type Sides, type TheirsSide } from './sides.ts';
