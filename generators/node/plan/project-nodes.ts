import { posix } from 'node:path';
import type { Contract } from 'onex-runtime/contract';
import { folderOfNode } from '../../../lib/naming/index.ts';
import { folderName, type ProjectContracts } from '../../../lib/project/index.ts';
import type { ProjectNode } from '../../../lib/render/index.ts';

export interface ReadNode extends ProjectNode {
  /** The text of its contract. */
  readonly text: string;
}

/** Whether a node may perform a step: a step names it, or its contract contains a command topic of a step. */
export async function mayDoSteps(
  project: ProjectContracts,
  folder: string,
  { workflow }: Contract,
): Promise<boolean> {
  const steps = workflow?.steps ?? [];
  if (steps.some(({ node }) => node === folderName(folder))) return true;
  const text = await project.text(folder);
  return steps.some(({ node, commandTopic }) => text.includes(commandTopic) || (node && text.includes(node)));
}

/**
 * Returns the nodes of a project that may perform the steps of an orchestrator's workflow; none for other kinds of
 * node.
 * @throws UserError if the contract of such a node cannot be read, because its operations are then unknown.
 */
export async function projectNodes(
  contract: Contract,
  project: ProjectContracts,
): Promise<readonly ReadNode[]> {
  if ((contract.workflow?.steps ?? []).length === 0) return [];
  const name = folderOfNode(contract.name);
  const folders = await project.names();
  const own = folders.find((folder) => folderName(folder) === name) ?? name;
  const found: ReadNode[] = [];
  for (const folder of folders) {
    if (folder === own || !(await mayDoSteps(project, folder, contract))) continue;
    // A folder without a version is not a node.
    if ((await project.newest(folder)) === null) continue;
    const other = await project.contract(folder);
    const home = folderOfNode(other.name);
    // A copy of a node's folder performs no step, whatever its contract contains.
    const isCopy = folderName(folder) !== home && folders.some((one) => folderName(one) === home);
    if (isCopy) continue;
    const text = await project.text(folder);
    found.push({ folder: posix.relative(posix.dirname(own), folder), contract: other, text });
  }
  return found;
}
