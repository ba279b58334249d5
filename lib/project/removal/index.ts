/**
 * Plans what a removal changes in a project: nodes, versions, and parts of contracts, with the steps that need them.
 *
 * Guarantees
 * 1. Each use of a removed part in a readable contract is reported with its position.
 * 2. An unreadable contract is reported, because its uses are unknown.
 *
 * Nothing is written.
 */
export { configFilesOf, planRemoval } from './plan-removal.ts';
export { readProject, type ReadProject } from './read-project.ts';
export { lostFiles, refuseLost, refuseUnread, refuseUsed } from './refusals.ts';
export type { Targets } from './targets.ts';
