import type { Contract } from 'onex-runtime/contract';
import { linksOf, sharedTopics } from '../../../lib/graph/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { folderOfNode } from '../../../lib/naming/index.ts';
import { folderName, nodeNames, readNodeContract } from '../../../lib/project/index.ts';

const withoutKind = (node: string): string => node.slice(0, node.lastIndexOf('_'));

/** A node with an unreadable contract is skipped here; commands that use it report the error. */
async function contractOf(root: string, node: string): Promise<Contract | null> {
  try {
    return await readNodeContract(root, node);
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Returns a finding of `onex graph check` about topics that both nodes claim; the first finding is enough. */
function warningOf(mine: Contract, other: Contract): string | null {
  const nodes = [mine, other].map((contract) => ({ contract, file: contract.name, own: true }));
  const [found] = sharedTopics(linksOf(nodes));
  return found?.message ?? null;
}

/**
 * Returns one line for each other node of the project that shares a command or result topic with this one. By the
 * naming rule, nodes of one domain and name do so if their contracts name no topics.
 */
export async function neighborWarnings(contract: Contract, root: string): Promise<readonly string[]> {
  const own = folderOfNode(contract.name);
  const others = (await nodeNames(root)).filter(
    (node) => folderName(node) !== own && withoutKind(folderName(node)) === withoutKind(own),
  );
  const contracts = await Promise.all(others.map((node) => contractOf(root, node)));
  return contracts.flatMap((other) => (other === null ? [] : (warningOf(contract, other) ?? [])));
}
