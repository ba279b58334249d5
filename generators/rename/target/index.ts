/**
 * Finds what a user wants to rename, and checks the new name.
 *
 * Guarantees
 * 1. A target names exactly one existing thing.
 * 2. Its new name is valid and not in use.
 */
export type { Naming } from './find-node.ts';
export { findTarget } from './find-target.ts';
export { oldAndNew, type OldAndNew } from './old-and-new.ts';
export { movesOf, namesOf, type Kind, type NodeMove, type Target } from './target.ts';
