import { join } from 'node:path';
import { readContract, type Contract } from 'onex-runtime/contract';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { formerVersion, versionsOf, type NodeVersion } from '../../../lib/project/versions/index.ts';
import { readUnit } from '../../../lib/reconcile/index.ts';
import { stepTexts } from './contract-answers.ts';

/** What a node that is there says, in the form of answers to the questions of the run that makes it once more. */
export interface PresentNode {
  readonly description: string;
  readonly operations: readonly string[];
  /** `node_billing_payment_effect:create` … in their order. */
  readonly steps: readonly string[];
  readonly eventBus: boolean;
  /** Whether an omitted answer keeps the recorded one; false when the node has no record. */
  readonly isKept: boolean;
}

const VERSION = /^\d+\.\d+\.\d+$/;

/** The folder of the version that a run makes. */
function folderOf(nodeVersion: unknown): string {
  const version = typeof nodeVersion === 'string' && VERSION.test(nodeVersion) ? nodeVersion : '1.0.0';
  return `v${version.replaceAll('.', '_')}`;
}

/** The contract that a version is read from, where it can be read. */
function contractOf({ contract }: NodeVersion): Contract | null {
  return readContract(contract, { file: 'contract.yaml', origin: 'foreign' }).contract;
}

/**
 * The version that a run is about which says none.
 * @param root absolute folder of the project
 * @param node full name of a node that is there
 * @returns null where none is known
 */
export async function newestVersion(root: string, node: string): Promise<string | null> {
  const recorded = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
  const newest = versionsOf(join(root, 'nodes', node), recorded).at(-1);
  return newest?.folder.slice(1).replaceAll('_', '.') ?? null;
}

/**
 * What a node has now: in the version this run makes, or in the newest before it, of which a new one is a copy.
 * @param root absolute folder of the project
 * @param node full name
 * @param nodeVersion as given with `--node-version`, or undefined
 * @returns null for a node that is new, or whose contract cannot be read
 */
export async function presentNode(
  root: string,
  node: string,
  nodeVersion: unknown,
): Promise<PresentNode | null> {
  const recorded = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
  const folder = folderOf(nodeVersion);
  const versions = versionsOf(join(root, 'nodes', node), recorded);
  const version = formerVersion(versions, folder);
  const contract = version && contractOf(version);
  if (version === null || contract === null) return null;
  return {
    description: contract.description,
    operations: contract.operations.map(({ name }) => name),
    steps: stepTexts(contract),
    eventBus: recorded.manifest?.answers['eventBus'] === true,
    isKept: recorded.manifest !== null && version.base() !== null,
  };
}
