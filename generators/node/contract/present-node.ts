import { join } from 'node:path';
import { readContract, type Contract } from 'onex-runtime/contract';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import {
  formerVersion,
  numbersOf,
  versionsOf,
  type NodeVersion,
} from '../../../lib/project/versions/index.ts';
import { readUnit } from '../../../lib/reconcile/index.ts';
import { stepTexts } from './contract-answers.ts';

/** The values of an existing node, in the form of answers to the questions of the run that generates it again. */
export interface PresentNode {
  readonly description: string;
  readonly operations: readonly string[];
  /** `node_billing_payment_effect:create` … in their order. */
  readonly steps: readonly string[];
  readonly eventBus: boolean;
  /** Whether an omitted answer keeps the recorded one; false if the node has no record. */
  readonly isKept: boolean;
}

const VERSION = /^\d+\.\d+\.\d+$/;

/** Returns the folder of the version that a run creates. */
function folderOf(nodeVersion: unknown): string {
  const version = typeof nodeVersion === 'string' && VERSION.test(nodeVersion) ? nodeVersion : '1.0.0';
  return `v${version.replaceAll('.', '_')}`;
}

/** Returns the contract of a version, if it can be read. */
function contractOf({ contract }: NodeVersion): Contract | null {
  return readContract(contract, { file: 'contract.yaml', origin: 'foreign' }).contract;
}

/**
 * Returns the version for a run that does not name one.
 * @param root Absolute folder of the project.
 * @param node Full name of an existing node.
 * @returns null if none is known
 */
export async function newestVersion(root: string, node: string): Promise<string | null> {
  const recorded = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
  const newest = versionsOf(join(root, 'nodes', node), recorded).at(-1);
  return newest === undefined ? null : numbersOf(newest.folder);
}

/**
 * Returns the present values of a node: those of the version that this run creates, or of the newest one before it,
 * which a new version copies.
 * @param root Absolute folder of the project.
 * @param node Full name.
 * @param nodeVersion From `--node-version`, or undefined.
 * @returns null for a new node, or one whose contract cannot be read
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
