/**
 * The merge driver that git runs on contracts of which both sides changed.
 *
 * Guarantees
 * 1. It merges by key; comments, order, and layout stay. Changes of different keys never conflict.
 * 2. Where both sides changed one key, it writes git's conflict markers around that key alone.
 * 3. It never loses a line: a file that cannot be merged by key is merged by `git merge-file`. Where that finds no conflict
 *    and leaves a text that does not parse, the whole change becomes a conflict.
 * 4. It needs no project, and reads and writes only the three files that git gives it.
 */
export { runMergeDriver, type DriverArguments } from './run.ts';
