import { createLruCache } from '../node/lru-cache.ts';
import type { Output } from '../node/message.ts';
import { jsonText } from '../values/index.ts';
import { RECENT_INPUTS, type StateStore, type StoredState } from './state-store.ts';

/** Entities that are kept; of a message without `entity_id` each is one of its own, and nobody comes back for it. */
export const MOST_ENTITIES = 50_000;

/** Loses everything with the process, and the entities that were not used for longest when there are too many. */
export function createMemoryStateStore(): StateStore {
  const entities = createLruCache<StoredState>({ maxEntries: MOST_ENTITIES, ttlMs: null });
  const answers = createLruCache<readonly Output[]>({ maxEntries: RECENT_INPUTS * 64, ttlMs: null });
  const key = (...parts: readonly string[]): string => JSON.stringify(parts);
  return {
    load: async (node, entityId, input) => {
      const stored = entities.get(key(node, entityId));
      return stored === undefined
        ? null
        : { ...stored, earlierOutputs: answers.get(key(node, entityId, input)) ?? null };
    },
    save: async (node, entityId, stored) => {
      const own = key(node, entityId);
      if ((entities.get(own)?.version ?? 0) !== stored.version - 1) return false;
      jsonText([stored.data, stored.lastOutputs], `The state of ${node}`);
      entities.set(own, stored);
      answers.set(key(node, entityId, stored.lastInput), stored.lastOutputs);
      return true;
    },
  };
}
