import { join } from 'node:path';
import { readContract, type Contract } from 'onex-runtime/contract';
import { contractFromAnswers, type ContractAnswers } from '../../lib/contract/index.ts';
import { parseOperationName } from '../../lib/naming/index.ts';
import { mergeTexts, type RecordedState } from '../../lib/reconcile/index.ts';
import { compareFolders, versionsOf } from '../upgrade/versions.ts';

/** What is known of a node that is generated once more. */
export interface Regeneration {
  /** The contract as this run's answers want it; what else it says stays as it was generated. */
  readonly theirs: string;
  /** The owner's contract with this run's answers in it: what is rendered from. */
  readonly text: string;
}

interface Request {
  readonly root: string;
  /** Name of the node's folder. */
  readonly node: string;
  readonly recorded: RecordedState;
  /** Of the version this run makes, such as `v1_0_0`. */
  readonly folder: string;
  readonly answers: ContractAnswers;
  /** Whether an answer was given, or is a default that shall change nothing. */
  isGiven(name: 'description' | 'operations' | 'node-version' | 'steps'): boolean;
  /** The steps of a contract as answers. */
  stepsOf(contract: Contract): Promise<ContractAnswers['steps']>;
  readonly winner: 'ours' | 'theirs';
}

/** Answers that say what a contract says, where this run says something else; elsewhere the same as this run's. */
async function formerAnswers(
  { answers, isGiven, stepsOf }: Request,
  contract: Contract,
): Promise<ContractAnswers> {
  return {
    ...answers,
    ...(isGiven('description') && { description: contract.description }),
    ...(isGiven('operations') && {
      operations: contract.operations.map(({ name }) => parseOperationName(name)),
    }),
    ...(isGiven('node-version') && { nodeVersion: contract.nodeVersion }),
    ...(isGiven('steps') && { steps: await stepsOf(contract) }),
  };
}

/** The version the new one goes on from: itself, or the newest before it. */
function former<Version extends { readonly folder: string }>(
  versions: readonly Version[],
  folder: string,
): Version | null {
  return versions.findLast((version) => compareFolders(version.folder, folder) <= 0) ?? null;
}

/**
 * Prepares a node to be generated once more: other answers change what they are about and nothing else, and what its
 * owner wrote into the contract is rendered too.
 * @returns null for a node that is new, or of which nothing is recorded.
 */
export async function regenerate(request: Request): Promise<Regeneration | null> {
  const { root, node, recorded, folder, answers, winner } = request;
  if (!recorded.manifest) return null;
  const version = former(versionsOf(join(root, 'nodes', node), recorded), folder);
  const base = version?.base() ?? null;
  const contract = base === null ? null : readContract(base, { file: 'contract.yaml' }).contract;
  if (version === null || base === null || contract === null) return null;
  const before = contractFromAnswers(await formerAnswers(request, contract));
  const now = contractFromAnswers(answers);
  const theirs =
    before === now
      ? base
      : await mergeTexts('contract.yaml', { base: before, ours: base, theirs: now }, 'theirs');
  const text = await mergeTexts('contract.yaml', { base, ours: version.contract, theirs }, winner);
  return { theirs, text };
}
