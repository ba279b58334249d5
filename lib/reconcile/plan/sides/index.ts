/**
 * Gathers the three sides of each file of a unit: base (what was generated last), ours (what is on the disk), and
 * theirs (what is generated now). It follows renames, and starts a new version of a node as a copy of the one
 * before. It decides nothing.
 */
export { gather, type Gathered } from './gather.ts';
export { mergeMode } from './mode.ts';
export { settled, unsettled, type BaseSide, type OursSide, type Sides, type TheirsSide } from './sides.ts';
