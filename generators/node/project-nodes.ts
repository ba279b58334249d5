import type { Contract } from 'onex-runtime/contract';
import { UserError } from '../../lib/errors/index.ts';
import { folderOfNode } from '../../lib/naming/index.ts';
import { nodeNames, readContractOf, readNodeContract } from '../../lib/project/index.ts';
import type { ProjectNode } from '../../lib/render/index.ts';

/** Whether a node may do a step: it is named by one, or its contract speaks of a topic that one's commands go to. */
async function isConcerned(root: string, folder: string, { workflow }: Contract): Promise<boolean> {
  const steps = workflow?.steps ?? [];
  if (steps.some(({ node }) => node === folder)) return true;
  const text = await readContractOf(root, folder);
  return steps.some(({ node, commandTopic }) => text.includes(commandTopic) || (node && text.includes(node)));
}

/** A node that cannot be read does no step; whoever works with it is told what is wrong. */
async function projectNode(root: string, folder: string): Promise<ProjectNode[]> {
  try {
    return [{ folder, contract: await readNodeContract(root, folder) }];
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * The nodes of a project that may do the steps of an orchestrator's workflow; none for other kinds of node.
 * @param root absolute folder of the project
 */
export async function projectNodes(contract: Contract, root: string): Promise<readonly ProjectNode[]> {
  if ((contract.workflow?.steps ?? []).length === 0) return [];
  const found: ProjectNode[] = [];
  for (const folder of await nodeNames(root)) {
    if (folder !== folderOfNode(contract.name) && (await isConcerned(root, folder, contract)))
      found.push(...(await projectNode(root, folder)));
  }
  return found;
}
