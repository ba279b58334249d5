import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContract, type Contract } from 'onex-runtime/contract';
import { contractFromAnswers, type ContractAnswers } from '../../../lib/contract/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { parseOperationName } from '../../../lib/naming/index.ts';
import {
  formerVersion,
  refuseUnread,
  versionsOf,
  type NodeVersion,
} from '../../../lib/project/versions/index.ts';
import {
  holdsConflict,
  mergeTexts,
  type Manifest,
  type RecordedState,
  type Winner,
} from '../../../lib/reconcile/index.ts';

/** What is known of a node that is generated once more. */
export interface Regeneration {
  /** The contract as this run's answers want it; what else it says stays as it was generated. */
  readonly theirs: string;
  /** The owner's contract with this run's answers in it: what is rendered from. */
  readonly text: string;
}

interface Former {
  readonly root: string;
  /** Name of the node's folder. */
  readonly node: string;
  readonly recorded: RecordedState;
  /** Of the version this run makes, such as `v1_0_0`. */
  readonly folder: string;
  /** Whose words stand where both sides changed the same. */
  readonly winner: Winner;
}

interface Request extends Former {
  readonly answers: ContractAnswers;
  /** Whether an answer was given, or is a default that shall change nothing. */
  isGiven(name: 'description' | 'operations' | 'node-version' | 'steps'): boolean;
  /** Whether the operations that are given are all that the node shall have; otherwise they are added to those it has. */
  readonly replacesOperations: boolean;
  /** The steps of a contract as answers. */
  stepsOf(contract: Contract): Promise<ContractAnswers['steps']>;
}

function union(
  former: ContractAnswers['operations'],
  given: ContractAnswers['operations'],
): ContractAnswers['operations'] {
  return [...new Set([...former, ...given])];
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

/**
 * The version the new one goes on from: itself, or the newest before it; null where there is none.
 * @throws UserError when its contract cannot be read.
 */
function former({ root, node, recorded, folder }: Former): NodeVersion | null {
  if (!recorded.manifest) return null;
  const versions = versionsOf(join(root, 'nodes', node), recorded);
  const found = formerVersion(versions, folder);
  if (found === null) return null;
  refuseUnread([found], node);
  if (found.folder !== folder) refuseUnresolved(root, node, recorded.manifest, found.folder);
  return found;
}

/** A new version begins as a copy of the former one, whose files have to be settled for that. */
function refuseUnresolved(root: string, node: string, { files }: Manifest, folder: string): void {
  const unresolved = files.find(({ path, pending }) => {
    if (pending === undefined || !path.startsWith(`${folder}/`)) return false;
    const file = join(root, 'nodes', node, path);
    return existsSync(file) && holdsConflict(readFileSync(file, 'utf8'), path);
  });
  if (unresolved === undefined) return;
  throw new UserError(
    'ERR_ONEX_CONFLICT_MARKERS',
    `nodes/${node}/${unresolved.path} contains conflict markers; resolve them before you create a new version`,
  );
}

const contractOf = ({ node, folder }: Former): string => `nodes/${node}/${folder}/contract.yaml`;

/** What a contract from a file is rendered as: with what the owner wrote into the contract of the node since. */
export async function withOwnersEdits(request: Former, theirs: string): Promise<string> {
  const version = former(request);
  const base = version?.base() ?? null;
  if (version === null || base === null) return theirs;
  return mergeTexts(contractOf(request), { base, ours: version.contract, theirs }, request.winner);
}

/**
 * Prepares a node to be generated once more: other answers change what they are about and nothing else, and what its
 * owner wrote into the contract is rendered too.
 * @returns null for a node that is new, or of which nothing is recorded.
 */
export async function regenerate(request: Request): Promise<Regeneration | null> {
  const { answers, winner } = request;
  const version = former(request);
  const base = version?.base() ?? null;
  const contract =
    base === null ? null : readContract(base, { file: 'contract.yaml', origin: 'foreign' }).contract;
  if (version === null || base === null || contract === null) return null;
  const recorded = await formerAnswers(request, contract);
  const before = contractFromAnswers(recorded);
  const now = contractFromAnswers(
    request.replacesOperations || !request.isGiven('operations')
      ? answers
      : { ...answers, operations: union(recorded.operations, answers.operations) },
  );
  const theirs =
    before === now
      ? base
      : await mergeTexts('contract.yaml', { base: before, ours: base, theirs: now }, 'theirs');
  const text = await mergeTexts(contractOf(request), { base, ours: version.contract, theirs }, winner);
  return { theirs, text };
}
