import { readContract, type Contract } from 'onex-runtime/contract';
import { contractFromAnswers, newOperation } from '../../../lib/contract/index.ts';
import {
  addField,
  addOperation,
  addStep,
  checkedEdit,
  parseFields,
  type ContractEdit,
} from '../../../lib/contract/edit/index.ts';
import { parseNodeName, parseOperationName, type NodeName } from '../../../lib/naming/index.ts';
import { answers } from '../answers.ts';

const FILE = { file: 'contract.yaml', origin: 'project' } as const;

/** The contract that a text has; an invalid text is an error of the test. */
export function contractOf(text: string): Contract {
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(JSON.stringify(issues, null, 1) + text);
  return contract;
}

export const named = (name: string): { readonly name: NodeName } => ({ name: parseNodeName(name) });
/** The text after some edits, each of which is checked. */
export const edited = (text: string, ...edits: readonly ContractEdit[]): string =>
  checkedEdit(text, edits, FILE).text;

export const PAYMENT = contractFromAnswers(answers('effect', named('payment')));
export const ORDER = contractFromAnswers(answers('reducer', named('order')));
export const PRICE = contractFromAnswers(answers('compute', named('price')));
export const payment = contractOf(PAYMENT);
export const CHECKOUT = contractFromAnswers({
  ...answers('orchestrator', named('checkout')),
  steps: [
    { contract: payment, operation: 'create' },
    { contract: payment, operation: 'read' },
  ],
});

/** Adds a usual operation. */
export const operation =
  (name: string): ContractEdit =>
  (text, contract) =>
    addOperation(
      text,
      contract,
      { name },
      newOperation(contract.kind, parseOperationName(name), contract.baseName),
    );
/** Adds a field, written as on the command line. */
export const field = (of: string, text: string, side: 'input' | 'output' = 'input'): ContractEdit => {
  const [one] = parseFields(text);
  return (contractText, contract) => addField(contractText, contract, { operation: of, side, field: one! });
};
/** Adds a step that drives the payment node. */
export const step =
  (
    of: string,
    { id = null, after = null, before = null }: Partial<Parameters<typeof addStep>[2]> = {},
  ): ContractEdit =>
  (text, contract) =>
    addStep(text, contract, { contract: payment, operation: of, id, after, before });
