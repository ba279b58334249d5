import { readContract, type Contract } from '../../src/contract/index.ts';

/** The contract in a text of a test's own. */
export function contractOf(text: string): Contract {
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('\n'));
  return contract;
}
