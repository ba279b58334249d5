import { readContract } from 'onex-runtime/contract';
import type { Contract, NodeKind } from 'onex-runtime/contract';
import { contractFromAnswers } from '../../lib/contract/index.ts';
import type { ContractAnswers } from '../../lib/contract/index.ts';
import { parseDomain, parseNodeName } from '../../lib/naming/index.ts';

/** Answers as `onex <kind> payment --domain billing --yes` gives them. */
export function answers(kind: NodeKind, more: Partial<ContractAnswers> = {}): ContractAnswers {
  return {
    kind,
    name: parseNodeName('payment'),
    domain: parseDomain('billing'),
    description: null,
    operations: [],
    nodeVersion: null,
    steps: [],
    ...more,
  };
}

/** The contract that is read from what the answers write; fails on errors and on warnings. */
export function written(given: ContractAnswers): Contract {
  const { contract, issues } = readContract(contractFromAnswers(given), {
    file: 'contract.yaml',
    origin: 'project',
  });
  if (contract === null || issues.length > 0) throw new Error(JSON.stringify(issues));
  return contract;
}
