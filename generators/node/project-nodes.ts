import { posix } from 'node:path';
import type { Contract } from 'onex-runtime/contract';
import { UserError } from '../../lib/errors/index.ts';
import { folderOfNode } from '../../lib/naming/index.ts';
import { folderName, type ProjectContracts } from '../../lib/project/index.ts';
import type { ProjectNode } from '../../lib/render/index.ts';

/** Whether a node may do a step: a step names it, or its contract contains a topic that a step's commands go to. */
async function isConcerned(
  project: ProjectContracts,
  folder: string,
  { workflow }: Contract,
): Promise<boolean> {
  const steps = workflow?.steps ?? [];
  if (steps.some(({ node }) => node === folderName(folder))) return true;
  const text = await project.text(folder);
  return steps.some(({ node, commandTopic }) => text.includes(commandTopic) || (node && text.includes(node)));
}

/** A node that cannot be read does no step; commands that work with that node report what is wrong. */
async function projectNode(project: ProjectContracts, node: string, own: string): Promise<ProjectNode[]> {
  try {
    const folder = posix.relative(posix.dirname(own), node);
    return [{ folder, contract: await project.contract(node) }];
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The nodes of a project that may do the steps of an orchestrator's workflow; none for other kinds of node. */
export async function projectNodes(
  contract: Contract,
  project: ProjectContracts,
): Promise<readonly ProjectNode[]> {
  if ((contract.workflow?.steps ?? []).length === 0) return [];
  const name = folderOfNode(contract.name);
  const folders = await project.names();
  const own = folders.find((folder) => folderName(folder) === name) ?? name;
  const found: ProjectNode[] = [];
  for (const folder of folders) {
    if (folder !== own && (await isConcerned(project, folder, contract)))
      found.push(...(await projectNode(project, folder, own)));
  }
  return found;
}
