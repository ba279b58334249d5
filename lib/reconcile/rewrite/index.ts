/**
 * Rewrites a project: files get new texts and new places, and what the generator recorded of them goes along.
 *
 * Guarantees
 * 1. It plans and writes nothing; `commit` writes all of it or nothing.
 * 2. A file is written where nobody has a file, or where the file is as it was read.
 * 3. What it undoes is as the run left it: a file or a record that changed since refuses the whole.
 * 4. After the commit, the record of a unit says of each generated file what the generator would write now.
 */
export { planRewrite, type RewriteRequest } from './plan.ts';
export type { MovedFile, RewrittenUnit } from './types.ts';
export { planUndo, withUndo } from './undo.ts';
