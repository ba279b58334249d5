/**
 * Plans what a removal changes in a project: nodes, versions, and parts of contracts, with the steps that need them.
 *
 * Guarantees
 * 1. Each use of what is removed is found in every contract that can be read, and named with its place.
 * 2. A contract that cannot be read is named, because what it uses is not known.
 *
 * Nothing is written.
 */
export { configFilesOf, planRemoval } from './plan-removal.ts';
export { readProject, type ReadProject } from './read-project.ts';
export { lostFiles, refuseLost, refuseUnread, refuseUsed } from './refusals.ts';
export type { Targets } from './targets.ts';
