import { isUncompensated, parseWorkflow, workflowRows } from '../state/index.ts';
import { dueAt, isOpen, type WorkflowStore } from './store.ts';

interface Stored {
  readonly correlationId: string;
  readonly version: number;
  readonly open: boolean;
  readonly uncompensated: boolean;
  readonly dueAt: number | null;
  readonly finishedAt: number | null;
  readonly head: string;
  readonly parts: Map<string, string>;
}

/** The workflows of one owner. */
interface Shelf {
  readonly workflows: Map<string, Stored>;
  /** Workflow IDs by the IDs of their messages. */
  readonly messages: Map<string, string>;
}

/** Loses everything with the process. Values are converted to JSON and back, as in every other store. */
export function createMemoryWorkflowStore(): WorkflowStore {
  const shelves = new Map<string, Shelf>();
  const shelfOf = (owner: string): Shelf => {
    const shelf = shelves.get(owner) ?? { workflows: new Map(), messages: new Map() };
    shelves.set(owner, shelf);
    return shelf;
  };
  const list = (owner: string, isWanted: (stored: Stored) => boolean): string[] =>
    [...shelfOf(owner).workflows].filter(([, stored]) => isWanted(stored)).map(([id]) => id);
  const remove = (workflowId: string, owner: string): void => {
    const { workflows, messages } = shelfOf(owner);
    workflows.delete(workflowId);
    for (const [id, of] of messages) if (of === workflowId) messages.delete(id);
  };
  return {
    load: async (workflowId, owner) => {
      const stored = shelfOf(owner).workflows.get(workflowId);
      return stored === undefined ? null : parseWorkflow(workflowId, stored.head, stored.parts);
    },
    save: async (state, changed) => {
      const { workflowId, owner, start, version, finishedAt } = state;
      const { workflows, messages } = shelfOf(owner);
      const before = workflows.get(workflowId);
      if ((before?.version ?? 0) !== version - 1) return false;
      const { head, parts, messageIds } = workflowRows(state, changed);
      const kept = before?.parts ?? new Map<string, string>();
      for (const [name, text] of parts) kept.set(name, text);
      workflows.set(workflowId, {
        correlationId: start.correlation_id,
        version,
        open: isOpen(state),
        uncompensated: isUncompensated(state),
        dueAt: dueAt(state),
        finishedAt,
        head,
        parts: kept,
      });
      for (const id of messageIds) messages.set(id, workflowId);
      return true;
    },
    findByCommand: async (messageId, owner) => shelfOf(owner).messages.get(messageId) ?? null,
    findByCorrelation: async (owner, wanted) =>
      list(owner, ({ open, correlationId }) => open && correlationId === wanted),
    findEnded: async (owner, wanted) => {
      const { workflows } = shelfOf(owner);
      const finishedAt = (id: string): number => workflows.get(id)?.finishedAt ?? 0;
      const ended = list(owner, ({ open, correlationId }) => !open && correlationId === wanted);
      return ended.toSorted((a, b) => finishedAt(b) - finishedAt(a)).slice(0, 100);
    },
    listUnfinished: async (owner) => list(owner, ({ open }) => open),
    listDue: async (owner, before) =>
      list(owner, (stored) => stored.open && (stored.dueAt ?? Infinity) < before).slice(0, 1000),
    listUncompensated: async (owner) => list(owner, ({ uncompensated }) => uncompensated),
    prune: async (owner, before) => {
      const isPast = ({ open, uncompensated, finishedAt }: Stored): boolean =>
        !open && !uncompensated && (finishedAt ?? Infinity) < before;
      for (const workflowId of list(owner, isPast)) remove(workflowId, owner);
    },
    remove: async (workflowId, owner) => remove(workflowId, owner),
  };
}
