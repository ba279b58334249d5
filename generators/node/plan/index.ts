/**
 * Decides what a run renders: which node, which version, from which contract, and which other nodes of the project
 * it needs. This folder does not write.
 */
export { ownersFilesWarning } from './owners-files.ts';
export { planNodes, type PlannedNode } from './plan-node.ts';
export { mayDoSteps, projectNodes, type ReadNode } from './project-nodes.ts';
export { sourceOf } from './source.ts';
