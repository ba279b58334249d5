/**
 * Reads the nodes of a mesh from folders. It compares them by the rules of the runtime's contract reader, because the
 * runtime's own commands check the same links.
 */
export {
  checkGraph,
  isBrokenLink,
  linksOf,
  sharedTopics,
  type GraphFinding,
  type MeshNode,
} from 'onex-runtime/contract';
export { drawMesh } from './picture/index.ts';
export { projectLinks } from './project-links.ts';
export { readMesh } from './read-mesh.ts';
