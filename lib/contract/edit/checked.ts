import { formatIssue, readContract, type Contract, type Origin } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { UneditableError } from './yaml/index.ts';

/** Edits a contract's text; `contract` is its parsed content. */
export type ContractEdit = (text: string, contract: Contract) => string;

/** @throws UserError with one line for each error of the contract */
export function contractOf(text: string, file: string, origin: Origin): Contract {
  const { contract, issues } = readContract(text, { file, origin });
  if (contract !== null) return contract;
  const faults = issues.filter(({ severity }) => severity === 'error');
  throw new UserError('ERR_ONEX_CONTRACT_EDIT', faults.map((fault) => formatIssue(fault, file)).join('\n'));
}

/**
 * Edits a contract and parses the result.
 * @param file For messages, relative to the project's root.
 * @returns the new text and its parsed content
 * @throws UserError for a text that cannot be edited, and for an edit that would break the contract
 */
export function checkedEdit(
  text: string,
  edits: readonly ContractEdit[],
  { file, origin }: { readonly file: string; readonly origin: Origin },
): { readonly text: string; readonly contract: Contract } {
  let contract = contractOf(text, file, origin);
  let result = text;
  for (const edit of edits) {
    try {
      result = edit(result, contract);
    } catch (error) {
      if (!(error instanceof UneditableError)) throw error;
      const { line, column } = error.position;
      throw new UserError(
        'ERR_ONEX_CONTRACT_EDIT',
        `${file}:${line}:${column}: ${error.message}. Edit the contract by hand, then run onex upgrade.`,
        {
          cause: error,
        },
      );
    }
    contract = contractOf(result, file, origin);
  }
  return { text: result, contract };
}
