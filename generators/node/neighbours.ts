import type { Contract } from 'onex-runtime/contract';
import { UserError } from '../../lib/errors/index.ts';
import { folderOfNode } from '../../lib/naming/index.ts';
import { nodeNames, readNodeContract } from '../../lib/project/index.ts';

const withoutKind = (node: string): string => node.slice(0, node.lastIndexOf('_'));

const commandsOf = ({ topics }: Contract): readonly string[] =>
  topics.subscribe.filter(({ category }) => category === 'COMMAND').map(({ topic }) => topic);

const resultsOf = ({ operations }: Contract): readonly string[] => [
  ...new Set(operations.flatMap(({ completedTopic, failedTopic }) => [completedTopic, failedTopic])),
];

/** A node that cannot be read is none that topics are shared with; whoever works with it is told what is wrong. */
async function contractOf(root: string, node: string): Promise<Contract | null> {
  try {
    return await readNodeContract(root, node);
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function warningOf(mine: Contract, other: Contract): string | null {
  const mend = 'name another topic in the contract of one of them';
  const taken = new Set(commandsOf(other));
  const command = commandsOf(mine).find((topic) => taken.has(topic));
  if (command !== undefined) {
    return `${other.name} takes the commands on ${command} as well as ${mine.name}: both answer each; ${mend}`;
  }
  const sent = new Set(resultsOf(other));
  const result = resultsOf(mine).find((topic) => sent.has(topic));
  if (result === undefined) return null;
  return `${other.name} sends its results to ${result} as well as ${mine.name}: a listener cannot tell them apart; ${mend}`;
}

/**
 * One line for each other node of the project that shares a topic for commands or results with this one. Nodes of one
 * domain and name do, by our naming rule, when their contracts name no topics.
 */
export async function neighbourWarnings(contract: Contract, root: string): Promise<readonly string[]> {
  const own = folderOfNode(contract.name);
  const others = (await nodeNames(root)).filter(
    (node) => node !== own && withoutKind(node) === withoutKind(own),
  );
  const contracts = await Promise.all(others.map((node) => contractOf(root, node)));
  return contracts.flatMap((other) => (other === null ? [] : (warningOf(contract, other) ?? [])));
}
