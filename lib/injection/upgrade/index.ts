/**
 * Updates the pieces of an earlier run by a three-way merge: base is the record, ours is the file, and theirs is the
 * output of this version.
 *
 * Guarantees
 * 1. The user's edits and deletions remain and are reported.
 * 2. Only lines that both sides changed are in conflict.
 */
export { refresh } from './refresh.ts';
