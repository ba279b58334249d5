import { createLruCache } from '../../node/policies/index.ts';
import { jsonText } from '../../values/index.ts';
import { listedFrom, loadedFrom } from './state-row.ts';
import { RECENT_INPUTS, type StateStore } from './state-store.ts';

/** Maximum number of entities. Each message without `entity_id` creates an entity that is never used again. */
export const MOST_ENTITIES = 50_000;

interface Stored {
  readonly state: string;
  readonly version: number;
  readonly lastInput: string;
  readonly data: string;
  readonly outputs: string;
}

/**
 * Loses everything with the process, and removes the least recently used entities if there are too many. Values are
 * converted to JSON and back, as in every other store.
 */
export function createMemoryStateStore(): StateStore {
  const entities = createLruCache<Stored>({ maxEntries: MOST_ENTITIES, ttlMs: null });
  const answers = createLruCache<string>({ maxEntries: RECENT_INPUTS * 64, ttlMs: null });
  const key = (...parts: readonly string[]): string => JSON.stringify(parts);
  return {
    load: async (owner, entityId, input) => {
      const stored = entities.get(key(owner, entityId));
      if (stored === undefined) return null;
      const { state, version, lastInput, data, outputs } = stored;
      const earlier = answers.get(key(owner, entityId, input)) ?? null;
      const row = {
        state,
        version,
        data,
        last_input: lastInput,
        last_outputs: outputs,
        earlier_outputs: earlier,
      };
      return loadedFrom(row, `entity ${entityId} of ${owner}`);
    },
    save: async (owner, entityId, { state, data, version, lastInput, lastOutputs }) => {
      const own = key(owner, entityId);
      const dataText = jsonText(data, `The data of ${owner}`);
      const outputs = jsonText(lastOutputs, `The output of ${owner}`);
      if ((entities.get(own)?.version ?? 0) !== version - 1) return false;
      entities.set(own, { state, version, lastInput, data: dataText, outputs });
      answers.set(key(owner, entityId, lastInput), outputs);
      return true;
    },
    list: async (owner, after, limit) => {
      const listed = [...entities.entries()].flatMap(([own, { state, version, data }]) => {
        const [of, entityId] = JSON.parse(own) as [string, string];
        const isWanted = of === owner && (after === null || entityId > after);
        return isWanted ? [listedFrom({ entity_id: entityId, state, version, data })] : [];
      });
      return listed.toSorted((left, right) => (left.entityId < right.entityId ? -1 : 1)).slice(0, limit);
    },
    remove: async (owner, entityId) => {
      for (const [own] of answers.entries()) {
        const [of, entity] = JSON.parse(own) as [string, string];
        if (of === owner && entity === entityId) answers.delete(own);
      }
      return entities.delete(key(owner, entityId));
    },
  };
}
