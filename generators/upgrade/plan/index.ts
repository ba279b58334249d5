/**
 * Plans an upgrade: renders each node with this version of the templates and reconciles it with the user's edits. Nodes
 * are planned one after the other, so memory stays bounded. A node whose contract cannot be read stays unchanged. This
 * folder does not write.
 */
export { planUnits, planUpgrade, type UpgradeRequest } from './plan.ts';
export { renamesOf } from './renames.ts';
export { renderedNode, upgradedNode, upgradedProject } from './render-unit.ts';
