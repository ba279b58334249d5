/**
 * Aligns two or three lists (lines of a text, items of a JSON list) for diffs and three-way merges.
 *
 * Guarantees
 * 1. Applying the changes between two lists to the first one gives the second one.
 * 2. Regions of a three-way merge cover all three lists once, in order.
 * 3. Time follows the number of differences: common ends are skipped, and items that only one list holds are never
 *    compared.
 *
 * It compares items only by their text and does not depend on files, languages, or conflict markers.
 */
export { changedRanges, itemsAt, type ChangedRange, type Span } from './changed-ranges.ts';
export { mergedLines } from './merged-lines.ts';
export { threeWayRegions, type ThreeWayRegion } from './three-way-regions.ts';
