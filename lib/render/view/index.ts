/**
 * Creates the view of a node: all values that its templates print, computed before they run. There is one subfolder for
 * each part of a node. Views read no files and write none.
 */
export { nodeView, type NodeView } from './node.ts';
export { orchestratorView } from './orchestrator.ts';
export { ownerNotes } from './owner-notes.ts';
export { valueFault } from './value-fault.ts';
