/**
 * Conflict markers in the files that commands read: contracts, configuration, package.json, and the generator's records.
 *
 * Guarantees
 * 1. Every command words such a conflict alike: the file, the line, and the command of git that goes on from there.
 * 2. Only a complete block of markers is a conflict.
 * 3. Nothing here is written, and git is started only where markers were found.
 */
export { conflictsIn, type ConflictedFile } from './conflicted-files.ts';
export { gitOperation, type GitOperation } from './git-operation.ts';
export { conflictLine } from './markers.ts';
export { conflictMessage, conflictReason, howToResolve } from './wording.ts';
