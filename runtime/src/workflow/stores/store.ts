import { defineToken, type Token } from '../../node/services/index.ts';
import { isFinished, type WorkflowState } from '../state/index.ts';

/**
 * Where orchestrators keep their workflows. What is saved is durable when `save` resolves (as far as the store is).
 *
 * Several orchestrators may share a store. `owner` is `<environment>/<service>/<node>`: every method sees the workflows
 * of its owner and no others, even where ids are equal.
 *
 * Methods throw OnexError DEPENDENCY_UNAVAILABLE while the store is unavailable, and `load` throws
 * `UnreadableWorkflow` for a workflow that is stored and cannot be read.
 */
export interface WorkflowStore {
  load(workflowId: string, owner: string): Promise<WorkflowState | null>;
  /**
   * False, and nothing saved, when the stored version is not `state.version - 1`: another instance was faster.
   * `changed` names the parts of the state (`step/<id>`, `answer/<envelope id>`, …) that differ from what this caller
   * loaded or saved last; only these need to be written. Absent: every part.
   */
  save(state: WorkflowState, changed?: ReadonlySet<string>): Promise<boolean>;
  /** Workflow that sent the command with this envelope id, whatever attempt it was, or that took the message with this id. */
  findByCommand(messageId: string, owner: string): Promise<string | null>;
  /** Unfinished workflows of a correlation, oldest first. */
  findByCorrelation(owner: string, correlationId: string): Promise<readonly string[]>;
  /** Workflows of a correlation that have ended and are still stored, the latest first; at most a hundred. */
  findEnded(owner: string, correlationId: string): Promise<readonly string[]>;
  /** Workflows that still have work: see `isOpen`. */
  listUnfinished(owner: string): Promise<readonly string[]>;
  /** Those of them that should have had a look before this moment (ms since 1970); at most a thousand. */
  listDue(owner: string, before: number): Promise<readonly string[]>;
  /** Workflows with a step that should have been undone and is not: see `isUncompensated`. Oldest first. */
  listUncompensated(owner: string): Promise<readonly string[]>;
  /** Forgets workflows that finished before (ms since 1970), except those that are open or uncompensated. */
  prune(owner: string, finishedBefore: number): Promise<void>;
  /** Removes one workflow, whatever state it is in. */
  remove(workflowId: string, owner: string): Promise<void>;
}

export const WORKFLOW_STORE: Token<WorkflowStore> = defineToken('WORKFLOW_STORE');

/** Whether a workflow still has work of its own: it is not finished, or has something to publish or to undo. */
export function isOpen(state: WorkflowState): boolean {
  return !isFinished(state) || state.unsent.length > 0;
}

/** When somebody has to look at a workflow, in ms since 1970: at once while it has something unsent. */
export function dueAt(state: WorkflowState): number | null {
  return state.unsent.length > 0 ? state.unsentAt : state.dueAt;
}
