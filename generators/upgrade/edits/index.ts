/**
 * Plans and runs edits of contracts and removals of nodes, together with the nodes that are rendered from these
 * contracts. All nodes are written in one commit, or none. This folder must not depend on which command made the edits.
 */
export { removedRecords, runEdits } from './run-edits.ts';
