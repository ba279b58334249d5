/**
 * Conflict markers in the files that commands read: contracts, configuration, package.json, and the generator's records;
 * and the attributes by which git merges these records and the contracts.
 *
 * Guarantees
 * 1. Every command reports such a conflict in the same words: the file, the line, and the command of git that
 * continues.
 * 2. Only a complete block of markers is a conflict.
 * 3. Nothing here is written, and git is started only if markers were found.
 */
export { conflictsIn, type ConflictedFile } from './conflicted-files.ts';
export { ATTRIBUTES_FILE, missingAttributes, withAttributes } from './git-attributes.ts';
export { gitFolderOf, gitOperation, repositoryAround, type GitOperation } from './git-operation.ts';
export { conflictLine } from './markers.ts';
export { conflictMessage, conflictReason } from './wording.ts';
