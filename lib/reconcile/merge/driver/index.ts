/**
 * The merge driver that git runs on contracts and generated files that both sides changed.
 *
 * Guarantees
 * 1. It merges YAML by key; comments, order, and layout stay. Changes of different keys never conflict.
 * 2. If both sides changed one key, it writes git's conflict markers around that key alone.
 * 3. It never loses a line: a file that cannot be merged by key is merged by `git merge-file`. If that finds no
 *    conflict but leaves invalid YAML, the whole change becomes a conflict.
 * 4. If one side only added lines of the generator at a place that the other side changed, the result has both changes.
 *    The records in both commits identify these lines. A user's line stays in conflict.
 * 5. It needs no project and writes only the file in which git expects the result.
 */
export { runMergeDriver, type DriverArguments } from './run.ts';
