import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import { findNode, folderName, readNodeContract, shortName } from '../../../lib/project/index.ts';

/** A node that an orchestrator may drive. */
export interface StepChoice {
  /** Full name. */
  readonly node: string;
  /** The shortest name that means it. */
  readonly name: string;
  readonly operations: readonly string[];
}

/** A node whose contract cannot be read is not offered; commands that use it report the error. */
async function operationsOf(root: string, node: string): Promise<readonly string[]> {
  try {
    return (await readNodeContract(root, node)).operations.map(({ name }) => name);
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * The nodes of a project that an orchestrator may drive.
 * @param root absolute folder of the project
 * @param nodes full names, without that of the orchestrator
 */
export async function stepChoices(root: string, nodes: readonly string[]): Promise<readonly StepChoice[]> {
  const choices: StepChoice[] = [];
  for (const node of nodes) {
    const operations = await operationsOf(root, node);
    if (operations.length > 0)
      choices.push({ node: folderName(node), name: shortName(node, nodes), operations });
  }
  return choices;
}

/** @throws UserError for a step of which the node or its operation is not there. */
export function checkStep(text: string, choices: readonly StepChoice[]): void {
  const [wanted = '', ...rest] = text.split(':');
  const nodes = choices.map(({ node }) => node);
  const meant = findNode(wanted, nodes);
  const { name, operations } = choices.find(({ node }) => node === meant)!;
  const operation = rest.join(':');
  if (rest.length === 0 || operations.includes(operation)) return;
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${name} has no operation ${quote(operation)}.${didYouMeanOrList(operation, operations)}`,
  );
}

/** A step as people write it: by the shortest name of its node. */
export function shownStep(step: string, choices: readonly StepChoice[]): string {
  const [node] = step.split(':', 1);
  const choice = choices.find((one) => one.node === node);
  return choice === undefined ? step : `${choice.name}${step.slice(choice.node.length)}`;
}
