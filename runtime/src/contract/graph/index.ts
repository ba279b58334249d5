/**
 * The graph of a mesh: which nodes publish and read which topics, and which steps ask which nodes, from their contracts
 * and the code of steps. `checkGraph` finds what can never work; `checkLinks` finds what a change of one node of a
 * project breaks in another. Guarantees: a finding names each node, topic, step, and operation that it is about, and has
 * a place in a file; nothing is found about what a contract that cannot be read may publish or take.
 */
export { checkGraph } from './check.ts';
export {
  linksOf,
  meshNodeOf,
  readNodes,
  type NodeFile,
  type ReadNodes,
  GRAPH_RULES,
  type GraphRule,
  type GraphFinding,
  type MeshNode,
  type NodeCode,
  type UnreadNode,
} from './mesh/index.ts';
export { checkLinks, isBrokenLink } from './project-links.ts';
export { sharedTopics } from './rules/index.ts';
export { nodeOfStep, operationOfStep, stepsBefore } from './rules/steps/index.ts';
