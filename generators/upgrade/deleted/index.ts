/**
 * Finds versions, contracts, and nodes that the user deleted by hand, and asks whether to restore them. Without an
 * answer they stay deleted. This folder does not write.
 */
export type { Decision } from './ask-about-deletions.ts';
export { findDeletions } from './find-deletions.ts';
