/**
 * Decides what happens to one file, by the table of base, ours, and theirs.
 *
 * Guarantees
 * 1. A file that its owner changed is never replaced without a merge or an answer.
 * 2. A file that its owner deleted stays deleted.
 * 3. A conflict that is still open in a file is not touched.
 *
 * It does not write, and must not know other files of the unit, except to recognize the owner's format.
 */
export { actionOf, changesOf, type FileChanges } from './changes.ts';
export { decide } from './decide.ts';
export type { Outcome } from './outcome.ts';
export { withGeneratedHashes, inOwnersFormat, type Converted } from './owners-format.ts';
