/**
 * Checks that git merges contracts and records with the merge driver of the project, and writes the configuration for
 * `--fix`.
 */
export { checkGit } from './git.ts';
export { checkMergeDriver } from './merge-driver.ts';
