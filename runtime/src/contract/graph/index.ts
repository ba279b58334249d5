/**
 * The graph of a mesh: which nodes publish and read which topics, from their contracts alone. `checkGraph` finds what can
 * never work. Guarantees: a finding names each node and topic that it is about, and files that describe no node are
 * left out.
 */
export { checkGraph } from './check.ts';
export { linksOf } from './links.ts';
export { sharedTopics } from './shared.ts';
export type { GraphFinding, GraphRule, MeshNode } from './types.ts';
