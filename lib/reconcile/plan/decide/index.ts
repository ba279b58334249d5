/**
 * Decides what happens to one file, by the table of base, ours, and theirs.
 *
 * Guarantees
 * 1. A file that the user changed is never replaced without a merge or an answer.
 * 2. A file that the user deleted stays deleted.
 * 3. A file with an unresolved conflict is not touched.
 *
 * It writes nothing and does not depend on other files of the unit, except to recognize the user's format.
 */
export { actionOf, changesOf, type FileChanges } from './changes.ts';
export { decide } from './decide.ts';
export type { Outcome } from './outcome.ts';
export { withGeneratedHashes, inOwnersFormat, type Converted } from './owners-format.ts';
