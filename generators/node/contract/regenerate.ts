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

/** The known data of a node that is generated again. */
export interface Regeneration {
  /** The contract according to this run's answers; everything else is as it was generated. */
  readonly theirs: string;
  /** The user's contract with this run's answers, which is the source for rendering. */
  readonly text: string;
}

interface Former {
  readonly root: string;
  /** Name of the node's folder. */
  readonly node: string;
  readonly recorded: RecordedState;
  /** Of the version this run makes, such as `v1_0_0`. */
  readonly folder: string;
  /** The side that wins where both sides changed the same lines. */
  readonly winner: Winner;
}

interface Request extends Former {
  readonly answers: ContractAnswers;
  /** Whether an answer was given. A default must not change anything. */
  isGiven(name: 'description' | 'operations' | 'node-version' | 'steps'): boolean;
  /** Whether the given operations replace the node's present ones; otherwise they are added. */
  readonly replacesOperations: boolean;
  /** Returns the steps of a contract as answers. */
  stepsOf(contract: Contract): Promise<ContractAnswers['steps']>;
}

function union(
  former: ContractAnswers['operations'],
  given: ContractAnswers['operations'],
): ContractAnswers['operations'] {
  return [...new Set([...former, ...given])];
}

/** Returns the contract's former answers where this run has other ones; elsewhere, this run's. */
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
 * Returns the version that the new one starts from: itself, or the newest before it; null if there is none.
 * @throws UserError if its contract cannot be read.
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

/** A new version is a copy of the former one, whose conflicts must be resolved first. */
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

/** Returns a contract from a file with the edits that the user has since made in the node's contract. */
export async function withOwnersEdits(request: Former, theirs: string): Promise<string> {
  const version = former(request);
  const base = version?.base() ?? null;
  if (version === null || base === null) return theirs;
  return mergeTexts(contractOf(request), { base, ours: version.contract, theirs }, request.winner);
}

/**
 * Prepares a node to be generated again. Changed answers change only their own parts, and the user's edits of the
 * contract are also rendered.
 * @returns null for a node that is new or has no record.
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
