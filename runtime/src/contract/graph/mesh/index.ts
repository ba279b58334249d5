/**
 * The nodes of a mesh and their links: which topics a node publishes and reads, from its contract and the code of its
 * steps. It decides nothing about them; `rules/` does.
 */
export { about, type Details } from './about.ts';
export { linksOf, type End, type Links } from './links.ts';
export { meshNodeOf, readNodes, type NodeFile, type ReadNodes } from './read-nodes.ts';
export {
  GRAPH_RULES,
  type GraphFinding,
  type GraphRule,
  type MeshNode,
  type NodeCode,
  type UnreadNode,
} from './types.ts';
