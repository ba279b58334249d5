import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readContract, type Contract } from '../../../runtime/src/contract/index.ts';

/** Nodes of omnimarket that take part, by the kind that each stands for. */
export const LEDGER = {
  orchestrator: 'node_ledger_orchestrator',
  effect: 'node_ledger_append_effect',
  compute: 'node_ledger_hash_compute',
  reducer: 'node_ledger_state_reducer',
} as const;
export const OTHERS = [
  'node_chain_diff_compute',
  'node_swarm_aggregator_compute',
  'node_coverage_sweep',
  'node_delegation_quality_gate_reducer',
  'node_epic_team_orchestrator',
] as const;

export type Kind = keyof typeof LEDGER;
export const KINDS = Object.keys(LEDGER) as Kind[];

/** Reads the contracts that are installed, unchanged. */
export class InstalledContracts {
  readonly #nodes: string;

  constructor(python: string) {
    const code = 'import omnimarket; print(omnimarket.__file__)';
    this.#nodes = join(dirname(execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim()), 'nodes');
  }

  /** @throws Error when our reader refuses the contract. */
  of(node: string): Contract {
    const file = join(this.#nodes, node, 'contract.yaml');
    return contractOf(readFileSync(file, 'utf8'), file);
  }

  /** Every topic that a contract names. */
  topics(): readonly string[] {
    return [...Object.values(LEDGER), ...OTHERS].flatMap((node) => topicsOf(this.of(node)));
  }
}

export function contractOf(text: string, file = 'contract.yaml'): Contract {
  const { contract, issues } = readContract(text, { file });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
  return contract;
}

export function topicsOf({ topics }: Contract): readonly string[] {
  return [...topics.subscribe, ...topics.publish].map(({ topic }) => topic).concat(topics.deadLetter);
}
