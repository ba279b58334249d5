import { join } from 'node:path';
import {
  checkLinks,
  meshNodeOf,
  type GraphFinding,
  type MeshNode,
  type UnreadNode,
} from 'onex-runtime/contract';
import { folderName, type ProjectContracts } from '../project/index.ts';

/**
 * What is wrong with the links of some nodes of a project to all others: steps, topics, fields, and versions that no
 * longer fit, and copies of a node's folder.
 * @param about Folders of nodes; all nodes of the project when absent. Contracts of others are read only where they may
 * have to do with these.
 */
export async function projectLinks(
  project: ProjectContracts,
  about?: readonly string[],
): Promise<readonly GraphFinding[]> {
  const names = await project.names();
  const isWhole = about === undefined || about.length >= names.length;
  const read = await readAll(project, isWhole ? names : await related(project, about, names));
  const found = checkLinks(
    read.filter((one): one is MeshNode => 'contract' in one),
    read.filter((one): one is UnreadNode => !('contract' in one)),
  );
  if (isWhole) return found;
  const folders = new Set(about.map(folderName));
  const meant = new Set(
    read.flatMap((one) => (folders.has(one.folder ?? '') && 'contract' in one ? [one.contract.name] : [])),
  );
  return found.filter(({ nodes }) => nodes.some((name) => meant.has(name) || folders.has(name)));
}

async function readAll(
  project: ProjectContracts,
  nodes: readonly string[],
): Promise<readonly (MeshNode | UnreadNode)[]> {
  const read: (MeshNode | UnreadNode)[] = [];
  for (const node of nodes) {
    const found = await project.newest(node);
    if (found === null) continue;
    const { file, text } = found;
    const contractFile = join(project.root, file);
    read.push(meshNodeOf({ folder: folderName(node), contractFile, shown: file }, text, found));
  }
  return read;
}

/** Nodes whose contracts name one of these nodes or its topics, and those whose topics are made by the naming rule. */
async function related(
  project: ProjectContracts,
  about: readonly string[],
  names: readonly string[],
): Promise<readonly string[]> {
  const words = new Set(about.map(folderName));
  for (const node of about) {
    const contract = (await project.newest(node))?.contract;
    if (contract == null) continue;
    words.add(contract.name);
    const { topics, workflow } = contract;
    for (const { topic } of [...topics.subscribe, ...topics.publish]) words.add(topic);
    for (const step of workflow?.steps ?? [])
      for (const word of [step.node, step.commandTopic, step.completedTopic, step.failedTopic])
        if (word !== null) words.add(word);
  }
  const found: string[] = [];
  for (const node of names) {
    const text = await project.text(node);
    const isOpen = !/\b(?:subscribe_topics|publish_topics)\b/.test(text);
    if (words.has(folderName(node)) || isOpen || [...words].some((word) => text.includes(word)))
      found.push(node);
  }
  return found;
}
