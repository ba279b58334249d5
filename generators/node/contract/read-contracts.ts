import { resolve } from 'node:path';
import {
  findingOf,
  formatIssue,
  parseYaml,
  readContract,
  type Contract,
  type NodeKind,
  type Origin,
} from 'onex-runtime/contract';
import { isAsyncapi, readAsyncapi } from '../../../lib/contract/import/index.ts';
import { contractText } from '../../../lib/contract/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { parseNodeName } from '../../../lib/naming/index.ts';
import { refuseUnrenderable } from '../../../lib/render/index.ts';
import { readContractFile, refuseName, refuseSaid } from './read-contract-file.ts';
import type { Session } from '../session/index.ts';

/** The contract of a node that a file describes, and its text. */
export interface ReadNodeContract {
  readonly contract: Contract;
  readonly text: string;
  readonly origin: Origin;
}

/**
 * Reads the file that `--contract` names: a contract, or an AsyncAPI document that describes one or several nodes.
 * Parts of a document that a contract cannot express are added to the run's warnings.
 *
 * @param file Relative to the user's folder.
 * @param kind The kind that the command creates; null: those of the file.
 * @throws UserError with a line for each error
 */
export async function readContracts(
  session: Session,
  file: string,
  kind: NodeKind | null,
): Promise<readonly ReadNodeContract[]> {
  const { cwd, given, findings } = session;
  refuseSaid(given, file);
  const source = parseYaml(await contractText(resolve(cwd, file), file));
  if (!isAsyncapi(source)) return [await readContractFile(session, file, kind)];
  const name = typeof given['name'] === 'string' ? String(parseNodeName(given['name'])) : undefined;
  const { contracts, issues } = readAsyncapi(source, { name, kind });
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new UserError(
      'ERR_ONEX_INVALID_CONTRACT',
      errors.map((issue) => formatIssue(issue, file)).join('\n'),
    );
  findings.push(...issues.map((issue) => findingOf(issue, file)));
  refuseMismatch(contracts, file, name, kind);
  return contracts.map(({ text }) => {
    const { contract } = readContract(text, { file, origin: 'foreign' });
    if (contract === null)
      throw new UserError('ERR_ONEX_UNREADABLE_CONTRACT', `${file}: it cannot be converted to a contract`);
    refuseName(contract, text, file);
    refuseUnrenderable(contract, text, file);
    return { contract, text, origin: 'foreign' };
  });
}

/** @throws UserError if the nodes of a document do not match the requested name or kind, or if there are none. */
function refuseMismatch(
  contracts: readonly { readonly name: string; readonly kind: NodeKind }[],
  file: string,
  name: string | undefined,
  kind: NodeKind | null,
): void {
  if (contracts.length === 0)
    throw new UserError(
      'ERR_ONEX_UNREADABLE_CONTRACT',
      `${file} describes no node: none of its channels is an ONEX topic`,
    );
  if (name !== undefined && contracts.length > 1) {
    const names = contracts.map((contract) => contract.name).join(', ');
    throw new UserError(
      'ERR_ONEX_USAGE',
      `${file} describes ${contracts.length} nodes (${names}); leave out the name`,
    );
  }
  const other = contracts.find((contract) => kind !== null && contract.kind !== kind);
  if (other !== undefined)
    throw new UserError(
      'ERR_ONEX_USAGE',
      `${file} describes ${other.name}, which is no ${kind}; use onex node --contract ${file}`,
    );
}
