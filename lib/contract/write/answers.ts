import type { Contract, NodeKind, SemanticVersion } from 'onex-runtime/contract';
import type { Domain, NodeName, OperationName } from '../../naming/index.ts';

/** A node that an orchestrator drives, with the operation that a step requests. */
export interface StepAnswer {
  /** The contract of the step's node. */
  readonly contract: Contract;
  /** null: the contract's first operation. */
  readonly operation: string | null;
}

/** The parsed answers of prompts and flags about a new node. */
export interface ContractAnswers {
  readonly kind: NodeKind;
  readonly name: NodeName;
  readonly domain: Domain;
  /** null: a description is generated. */
  readonly description: string | null;
  /** Empty: the default operations of the kind. An orchestrator has `run` and accepts no others. */
  readonly operations: readonly OperationName[];
  /** null: 1.0.0. */
  readonly nodeVersion: SemanticVersion | null;
  /** Only for an orchestrator. */
  readonly steps: readonly StepAnswer[];
}
