import type { WorkflowStore } from '../workflow/index.ts';

export interface RecordedCommands {
  /** The store, which records the commands of every state that is saved. */
  readonly store: WorkflowStore;
  /** The step that sent a command, by the command's envelope id. */
  stepOf(envelopeId: string): string | undefined;
}

/** Knows which step of a workflow sent which command: a state is saved before its commands are published. */
export function recordCommands(store: WorkflowStore): RecordedCommands {
  const steps = new Map<string, string>();
  return {
    store: {
      ...store,
      async save(state, changed) {
        for (const [id, { step }] of Object.entries(state.commands)) steps.set(id, step);
        return store.save(state, changed);
      },
    },
    stepOf: (envelopeId) => steps.get(envelopeId),
  };
}
