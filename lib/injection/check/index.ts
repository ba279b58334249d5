/**
 * Checks an edit before anything is written.
 *
 * Guarantees
 * 1. The new text is the old text plus the inserted pieces, except for pieces of an earlier run that are replaced.
 * 2. Every node and comment of the old text is in the new one, at its place and with its meaning.
 */
export { broken } from './broken.ts';
export { applyChanges, type Change, inserting } from './change.ts';
export { failedInvariant } from './invariants.ts';
export { firstLostNode } from './same-tree.ts';
export { shifter } from './shift.ts';
