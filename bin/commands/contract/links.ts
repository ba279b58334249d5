import { dirname, relative, resolve, sep } from 'node:path';
import { projectLinks, type GraphFinding } from '../../../lib/graph/index.ts';
import { isVersionFolder } from '../../../lib/naming/index.ts';
import { findPlaceOfFiles, projectContracts, type ProjectContracts } from '../../../lib/project/index.ts';

/**
 * Gives what is wrong between the node of a contract and the other nodes of its project; nothing for a contract that is
 * not the newest of a node of a project. The nodes of a project are read once, whatever the number of contracts. Files
 * are named from the user's folder.
 */
export function linkReader(cwd = process.cwd()): (file: string) => Promise<readonly GraphFinding[]> {
  const projects = new Map<string, ProjectContracts>();
  return async (file) => {
    const { root, settings } = await findPlaceOfFiles(dirname(file), undefined);
    const node = nodeOf(relative(root, file));
    if (settings === null || node === null) return [];
    const project = projects.get(root) ?? projectContracts(root);
    projects.set(root, project);
    const newest = await project.newest(node);
    if (newest === null || resolve(root, newest.file) !== file) return [];
    const links = await projectLinks(project, [node]);
    const shown = (path: string): string => relative(cwd, resolve(root, path)).split(sep).join('/');
    return links.map((link) => ({ ...link, file: shown(link.file), files: link.files.map(shown) }));
  };
}

/** The node's folder below `nodes/`; null for a file that is not a contract of a version of a node. */
function nodeOf(path: string): string | null {
  const [top, ...rest] = path.split(sep);
  const [file, version = '', ...node] = rest.toReversed();
  if (top !== 'nodes' || file !== 'contract.yaml' || !isVersionFolder(version)) return null;
  return node.length === 0 ? null : node.toReversed().join('/');
}
