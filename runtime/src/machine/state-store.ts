import { defineToken, type Token } from '../node/container.ts';
import type { Output } from '../node/message.ts';

/** What is kept of one entity. */
export interface StoredState {
  readonly state: string;
  readonly data: unknown;
  /** Events reduced so far. */
  readonly version: number;
  /** The last input, and what it gave out: when it is delivered again, the same outputs are given out again. */
  readonly lastInput: string;
  readonly lastOutputs: readonly Output[];
}

/** Where reducers keep their entities. Methods throw OnexError DEPENDENCY_UNAVAILABLE when the store fails. */
export interface StateStore {
  load(node: string, entityId: string): Promise<StoredState | null>;
  /** False, and nothing saved, when the stored version is not `stored.version - 1`: somebody else was faster. */
  save(node: string, entityId: string, stored: StoredState): Promise<boolean>;
}

export const STATE_STORE: Token<StateStore> = defineToken('STATE_STORE');

/** Loses everything with the process. */
export function createMemoryStateStore(): StateStore {
  const stored = new Map<string, StoredState>();
  const key = (node: string, entityId: string): string => JSON.stringify([node, entityId]);
  return {
    load: async (node, entityId) => stored.get(key(node, entityId)) ?? null,
    save: async (node, entityId, state) => {
      const own = key(node, entityId);
      if ((stored.get(own)?.version ?? 0) !== state.version - 1) return false;
      stored.set(own, state);
      return true;
    },
  };
}
