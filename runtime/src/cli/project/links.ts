import path from 'node:path';
import { checkLinks, readNodes, type GraphFinding } from '../../contract/index.ts';
import { findNodes } from './find-nodes.ts';

/** What is wrong with the links between the nodes of a project. Files are named from its root. */
export function projectLinks(root: string): readonly GraphFinding[] {
  const files = findNodes(root).map(({ name, contractFile }) => ({
    folder: name,
    contractFile,
    shown: path.relative(root, contractFile).replaceAll('\\', '/'),
  }));
  const { nodes, unread } = readNodes(files);
  return checkLinks(nodes, unread);
}
