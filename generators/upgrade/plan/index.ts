/**
 * Plans an upgrade: renders each node with this version of the templates and reconciles it with what its owner
 * made of it. Nodes are planned one after the other, so memory stays bounded. A node whose contract cannot be read
 * stays as it is. This folder does not write.
 */
export { planUnits, planUpgrade, type UpgradeRequest } from './plan.ts';
export { renamesOf } from './renames.ts';
export { renderedNode, upgradedNode, upgradedProject } from './render-unit.ts';
