import { defineToken, type Token } from '../node/container.ts';
import { isFinished, nextDue, type WorkflowState } from './state.ts';

/**
 * Where orchestrators keep their workflows. What is saved is durable when `save` resolves (as far as the store is).
 * Methods throw OnexError DEPENDENCY_UNAVAILABLE when the store fails.
 */
export interface WorkflowStore {
  load(workflowId: string): Promise<WorkflowState | null>;
  /** False, and nothing saved, when the stored version is not `state.version - 1`: somebody else was faster. */
  save(state: WorkflowState): Promise<boolean>;
  /** Workflow that sent the command with this envelope id, whatever attempt it was. */
  findByCommand(commandId: string): Promise<string | null>;
  /** Unfinished workflows of a correlation, oldest first. */
  findByCorrelation(node: string, correlationId: string): Promise<readonly string[]>;
  /** Workflows of a node that are not finished, or whose last words are unsent. */
  listUnfinished(node: string): Promise<readonly string[]>;
  /** Those of them that should have had a look before this moment (ms since 1970); at most a thousand. */
  listDue(node: string, before: number): Promise<readonly string[]>;
  /** Forgets what finished before; ms since 1970. */
  prune(node: string, finishedBefore: number): Promise<void>;
}

export const WORKFLOW_STORE: Token<WorkflowStore> = defineToken('WORKFLOW_STORE');

export function isOpen(state: WorkflowState): boolean {
  return !isFinished(state) || state.unsent.length > 0;
}

/** When somebody has to look at a workflow, in ms since 1970: at once while it has something unsent. */
export function dueAt(state: WorkflowState): number | null {
  return state.unsent.length > 0 ? state.unsentAt : nextDue(state);
}

/** Loses everything with the process. */
export function createMemoryWorkflowStore(): WorkflowStore {
  const states = new Map<string, WorkflowState>();
  const commands = new Map<string, string>();
  const open = (node: string): WorkflowState[] =>
    [...states.values()].filter((state) => state.node === node && isOpen(state));
  return {
    load: async (workflowId) => structuredClone(states.get(workflowId) ?? null),
    save: async (state) => {
      if ((states.get(state.workflowId)?.version ?? 0) !== state.version - 1) return false;
      states.set(state.workflowId, structuredClone(state));
      for (const id of Object.keys(state.commands)) commands.set(id, state.workflowId);
      return true;
    },
    findByCommand: async (commandId) => commands.get(commandId) ?? null,
    findByCorrelation: async (node, correlationId) =>
      open(node)
        .filter(({ start }) => start.correlation_id === correlationId)
        .map(({ workflowId }) => workflowId),
    listUnfinished: async (node) => open(node).map(({ workflowId }) => workflowId),
    listDue: async (node, before) =>
      open(node)
        .filter((state) => (dueAt(state) ?? Infinity) < before)
        .map(({ workflowId }) => workflowId),
    prune: async (node, finishedBefore) => {
      for (const state of states.values()) {
        if (state.node !== node || isOpen(state) || (state.finishedAt ?? Infinity) >= finishedBefore)
          continue;
        states.delete(state.workflowId);
        for (const id of Object.keys(state.commands)) commands.delete(id);
      }
    },
  };
}
