import type { Contract, NodeKind, SemanticVersion } from 'onex-runtime/contract';
import type { Domain, NodeName, OperationName } from '../../naming/index.ts';

/** A node that an orchestrator drives, with the operation that a step asks of it. */
export interface StepAnswer {
  /** The contract of the step's node. */
  readonly contract: Contract;
  /** null: the contract's first. */
  readonly operation: string | null;
}

/** What prompts and flags say of a new node; parsed, not raw. */
export interface ContractAnswers {
  readonly kind: NodeKind;
  readonly name: NodeName;
  readonly domain: Domain;
  /** null: one is made. */
  readonly description: string | null;
  /** Empty: the kind's default ones. An orchestrator has `run` and takes none. */
  readonly operations: readonly OperationName[];
  /** null: 1.0.0. */
  readonly nodeVersion: SemanticVersion | null;
  /** Of an orchestrator; others ignore them. */
  readonly steps: readonly StepAnswer[];
}
