/**
 * The merge driver that git runs on contracts and on files that are generated from them, where both sides changed one.
 *
 * Guarantees
 * 1. It merges YAML by key; comments, order, and layout stay. Changes of different keys never conflict.
 * 2. Where both sides changed one key, it writes git's conflict markers around that key alone.
 * 3. It never loses a line: a file that cannot be merged by key is merged by `git merge-file`. Where that finds no conflict
 *    and leaves YAML that does not parse, the whole change becomes a conflict.
 * 4. Where one side only added lines of the generator at a place that the other one changed, the result has both changes.
 *    The records in both commits say which lines these are; a line of the owner stays in conflict.
 * 5. It needs no project, and writes only the file that git expects the result in.
 */
export { runMergeDriver, type DriverArguments } from './run.ts';
