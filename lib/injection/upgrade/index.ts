/**
 * Brings the pieces of an earlier run up to date, by a three-way merge: base is the record, ours the file, theirs what
 * this version makes.
 *
 * Guarantees
 * 1. What the owner edited or deleted stays so, and is reported.
 * 2. Only lines that both sides changed are in conflict.
 */
export { refresh } from './refresh.ts';
