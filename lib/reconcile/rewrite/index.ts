/**
 * Rewrites a project: files get new texts and new places, and their records are updated to match.
 *
 * Guarantees
 * 1. It plans and writes nothing; `commit` writes all of it or nothing.
 * 2. A file is written only if the target does not exist or has not changed since it was read.
 * 3. It undoes a run only if every file and record is as the run left it.
 * 4. After the commit, the record of a unit contains the text that the generator would write now for each generated
 *    file.
 */
export { planRewrite, type RewriteRequest } from './plan.ts';
export type { MovedFile, RewrittenUnit } from './types.ts';
export { planUndo, withUndo } from './undo.ts';
