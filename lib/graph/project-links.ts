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
 * Checks the links of some nodes of a project to all others: steps, topics, fields, and versions that no longer match,
 * and copies of a node's folder.
 * @param about Folders of nodes; default: all nodes of the project. Other contracts are read only if they may be
 *   related to these.
 */
export async function projectLinks(
  project: ProjectContracts,
  about?: readonly string[],
): Promise<readonly GraphFinding[]> {
  const names = await project.names();
  const isWhole = about === undefined || about.length >= names.length;
  const words = isWhole ? new Set<string>() : await wordsOf(project, about);
  const read = await readAll(project, isWhole ? names : await related(project, words, names));
  const found = checkLinks(
    read.filter((one): one is MeshNode => 'contract' in one),
    read.filter((one): one is UnreadNode => !('contract' in one)),
  );
  if (isWhole) return found;
  const folders = new Set(about.map(folderName));
  const meant = new Set(
    read.flatMap((one) => (folders.has(one.folder ?? '') && 'contract' in one ? [one.contract.name] : [])),
  );
  const own = found.filter(({ nodes }) => nodes.some((name) => meant.has(name) || folders.has(name)));
  const known = new Set(own.map(({ file }) => file));
  const unknown = read
    .filter((one): one is UnreadNode => !('contract' in one))
    .filter(({ folder, text }) => !folders.has(folder) && namesAny(text ?? '', words))
    .map((one) => notChecked(one, about.map(folderName)));
  return [...own, ...unknown.filter(({ file }) => !known.has(file))];
}

const namesAny = (text: string, words: ReadonlySet<string>): boolean =>
  [...words].some((word) => text.includes(word));

/** Reports an unreadable contract that names a changed node or one of its topics. */
function notChecked({ folder, finding }: UnreadNode, about: readonly string[]): GraphFinding {
  return {
    ...finding,
    severity: 'error',
    rule: 'unreadable',
    message: `${finding.message}; whether ${folder} depends on ${about.join(', ')} is not known`,
    topic: null,
    nodes: [folder, ...about],
    files: [finding.file],
  };
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

/** Returns the names of some nodes, of their topics, and of the nodes that perform their steps. */
async function wordsOf(project: ProjectContracts, about: readonly string[]): Promise<ReadonlySet<string>> {
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
  return words;
}

/** Returns nodes whose contracts contain one of these words, and those whose topics follow the naming rule. */
async function related(
  project: ProjectContracts,
  words: ReadonlySet<string>,
  names: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const node of names) {
    const text = await project.text(node);
    const isOpen = !/\b(?:subscribe_topics|publish_topics)\b/.test(text);
    if (words.has(folderName(node)) || isOpen || namesAny(text, words)) found.push(node);
  }
  return found;
}
