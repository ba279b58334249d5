import { defineToken, type Token } from '../../node/services/index.ts';
import { isFinished, type WorkflowState } from '../state/index.ts';

/**
 * Where orchestrators store their workflows. A saved state is as durable as the store when `save` resolves.
 *
 * Several orchestrators may share a store. `owner` is `<environment>/<service>/<node>`. Every method sees only the
 * workflows of its owner, even if IDs are equal.
 *
 * Methods throw OnexError DEPENDENCY_UNAVAILABLE while the store is unavailable, and `load` throws `UnreadableWorkflow`
 * for a stored workflow that cannot be read.
 */
export interface WorkflowStore {
  load(workflowId: string, owner: string): Promise<WorkflowState | null>;
  /**
   * False, and nothing saved, if the stored version is not `state.version - 1`, because another instance was faster.
   * `changed` names the parts of the state (`step/<id>`, `answer/<envelope id>`, …) that differ from what this caller
   * last loaded or saved. Only these need to be written. Default: every part.
   */
  save(state: WorkflowState, changed?: ReadonlySet<string>): Promise<boolean>;
  /**
   * The workflow that sent the command with this envelope ID, in any attempt, or that took the message with this ID.
   */
  findByCommand(messageId: string, owner: string): Promise<string | null>;
  /** Unfinished workflows of a correlation, oldest first. */
  findByCorrelation(owner: string, correlationId: string): Promise<readonly string[]>;
  /** Ended workflows of a correlation that are still stored, the latest first; at most a hundred. */
  findEnded(owner: string, correlationId: string): Promise<readonly string[]>;
  /** Workflows that still have work: see `isOpen`. */
  listUnfinished(owner: string): Promise<readonly string[]>;
  /** The open workflows that were due before this moment (ms since 1970); at most a thousand. */
  listDue(owner: string, before: number): Promise<readonly string[]>;
  /** Workflows with a step that should have been undone but is not: see `isUncompensated`. Oldest first. */
  listUncompensated(owner: string): Promise<readonly string[]>;
  /**
   * Removes workflows that finished before the given time (ms since 1970), except those that are open or uncompensated.
   */
  prune(owner: string, finishedBefore: number): Promise<void>;
  /** Removes one workflow, whatever its state. */
  remove(workflowId: string, owner: string): Promise<void>;
}

export const WORKFLOW_STORE: Token<WorkflowStore> = defineToken('WORKFLOW_STORE');

/** Whether a workflow still has work of its own: it is not finished, or has outputs to publish or steps to undo. */
export function isOpen(state: WorkflowState): boolean {
  return !isFinished(state) || state.unsent.length > 0;
}

/** When a workflow is due, in ms since 1970: at once while it has unsent outputs. */
export function dueAt(state: WorkflowState): number | null {
  return state.unsent.length > 0 ? state.unsentAt : state.dueAt;
}
