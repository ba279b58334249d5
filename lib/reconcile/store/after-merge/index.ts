/**
 * Determines the base text of a file for which two branches, merged in git, recorded different texts.
 *
 * Guarantees
 * 1. The result is the recorded text of one branch, or consists of lines that were recorded on some branch.
 * 2. A line of the file that no branch recorded is the user's. It is never part of the result, so no later merge drops
 *    it.
 * 3. The result does not depend on which branch was merged into which.
 */
export { settleEntries, type Settled } from './settle.ts';
