import { join } from 'node:path';
import { findingOf, originOf, readContract, type Contract } from 'onex-runtime/contract';
import { checkedEdit, contractOf, type ContractEdit } from '../../contract/edit/index.ts';
import { UserError } from '../../errors/index.ts';
import { GENERATOR_VERSION } from '../../package/index.ts';
import type { EditedContract } from '../index.ts';
import { readUnit, type RecordedState } from '../../reconcile/index.ts';
import { refuseUnrenderable } from '../../render/index.ts';
import { recordedOrigin, numbersOf, refuseUnread, versionsOf } from './node-versions.ts';

/** A version of a node with a readable contract. */
export interface ReadVersion {
  readonly node: string;
  /** `v1_0_0`. */
  readonly folder: string;
  /** From the project's root. */
  readonly file: string;
  readonly text: string;
  readonly contract: Contract;
  readonly origin: ReturnType<typeof originOf>;
  /** Whether the contract was deleted, so this is the text that the generator last wrote. */
  readonly isGone: boolean;
}

/**
 * Reads every version of a node, oldest first. For a deleted contract, reads the text that the generator last wrote.
 * @param known The node's records, if they were already read.
 * @throws UserError for a version whose contract is in conflict or invalid
 */
export async function readVersions(
  root: string,
  node: string,
  known?: RecordedState,
): Promise<readonly ReadVersion[]> {
  const recorded = known ?? (await readUnit(root, `nodes/${node}`, GENERATOR_VERSION));
  const versions = versionsOf(join(root, 'nodes', node), recorded);
  refuseUnread(
    versions.filter(({ unread }) => unread !== 'gone'),
    node,
  );
  return versions.map(({ folder, contract: text, unread }) => {
    const file = `nodes/${node}/${folder}/contract.yaml`;
    const origin = originOf(join(root, file), recordedOrigin(recorded.manifest));
    return {
      node,
      folder,
      file,
      text,
      origin,
      contract: contractOf(text, file, origin),
      isGone: unread === 'gone',
    };
  });
}

/**
 * Returns the version that a command refers to.
 * @param folder Null: the newest.
 * @throws UserError that lists the versions of the node
 */
export function versionOf(
  versions: readonly ReadVersion[],
  node: string,
  folder: string | null,
): ReadVersion {
  const found = folder === null ? versions.at(-1) : versions.find((version) => version.folder === folder);
  if (found !== undefined) return found;
  if (folder === null)
    throw new UserError('ERR_ONEX_NOT_FOUND', `nodes/${node} has no folder of a version, such as v1_0_0`);
  const all = versions.map((version) => numbersOf(version.folder)).join(', ');
  throw new UserError('ERR_ONEX_NOT_FOUND', `${node} has no version ${numbersOf(folder)}; it has ${all}.`);
}

/** A contract with its edits, and its parsed content. */
export interface EditedVersion extends EditedContract {
  readonly contract: Contract;
}

/**
 * Edits the contract of a version: the user's text and, if the same edit is possible there, the text that the generator
 * last wrote.
 * @throws UserError for an edit that is impossible or would break the contract
 */
export function editVersion(
  { file, text, origin }: ReadVersion,
  edits: readonly ContractEdit[],
): EditedVersion {
  const { text: after, contract } = checkedEdit(text, edits, { file, origin });
  refuseUnrenderable(contract, after, file);
  const { issues } = readContract(after, { file, origin });
  return {
    text: after,
    contract,
    findings: issues.map((issue) => findingOf(issue, file)),
    base(before) {
      if (before === text) return after;
      try {
        return checkedEdit(before, edits, { file, origin }).text;
      } catch (error) {
        // That text lacks the user's changes, so the edit may be impossible. It then stays unchanged, and the user's
        // text counts as edited.
        if (error instanceof UserError) return before;
        throw error;
      }
    },
  };
}
