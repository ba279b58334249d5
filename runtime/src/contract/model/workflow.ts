import type { NodeKind } from './identity.ts';

/** A step of an orchestrator's workflow: one command sent to one node, one completed or failed event awaited. */
export interface WorkflowStep {
  readonly id: string;
  readonly description: string | null;
  readonly kind: NodeKind | null;
  /** Name of the node that does the step (`node_billing_payment_effect`), where the contract says it. */
  readonly node: string | null;
  readonly operation: string | null;
  readonly dependsOn: readonly string[];
  readonly condition: string | null;
  /** Topics: declared, or made by the naming rule (then with a warning). */
  readonly commandTopic: string;
  readonly completedTopic: string;
  readonly failedTopic: string;
  /** Models of the command's and the completed event's payload, where the routing names them. */
  readonly commandModel: string | null;
  readonly resultModel: string | null;
  readonly timeoutMs: number | null;
  readonly maxRetries: number | null;
  /** Operation of the same node that undoes this step; null: nothing to undo. */
  readonly compensation: string | null;
  /** Operations of the orchestrator that run this step; empty: all of them do. */
  readonly forOperations: readonly string[];
}

export type RecoveryStrategy = 'fail_fast' | 'compensate' | 'continue';

export const WORKFLOW_EVENTS = [
  'workflow-started',
  'workflow-completed',
  'workflow-failed',
  'stage-started',
  'stage-completed',
  'stage-failed',
] as const;
export type WorkflowEvent = (typeof WORKFLOW_EVENTS)[number];

export interface Workflow {
  readonly name: string;
  readonly description: string | null;
  readonly steps: readonly WorkflowStep[];
  readonly mode: 'sequential' | 'parallel';
  readonly maxParallel: number;
  readonly recovery: RecoveryStrategy;
  /** Of each step that sets none of its own. */
  readonly maxRetries: number;
  /** Of the whole workflow. */
  readonly timeoutMs: number | null;
  /** Where the six workflow events go. */
  readonly eventTopics: Readonly<Record<WorkflowEvent, string>>;
  /** Subscribed events that answer no step and start nothing: the orchestrator passes them over. */
  readonly unboundEvents?: readonly string[];
}
