import { jsonText } from '../../values/index.ts';
import type { DeduplicationStore, GivenOut } from './store.ts';

export interface MemoryDeduplicationOptions {
  /** How long an answer is remembered, in ms. Default one hour. */
  readonly retentionMs?: number;
  /** How many answers are remembered, the newest. Default 10,000. */
  readonly maxEntries?: number;
  /** Clock, in ms. */
  readonly now?: () => number;
}

interface Entry {
  readonly outputs: Promise<readonly GivenOut[]>;
  readonly expires: number;
}

/** Remembers answers as long as the process lives, within bounds. */
export function createMemoryDeduplication(options: MemoryDeduplicationOptions = {}): DeduplicationStore {
  const { retentionMs = 3_600_000, maxEntries = 10_000, now = Date.now } = options;
  /** In the order of insertion, which is the order of expiry. */
  const entries = new Map<string, Entry>();

  const forget = (): void => {
    const time = now();
    for (const [key, entry] of entries) {
      if (entry.expires > time && entries.size <= maxEntries) return;
      entries.delete(key);
    }
  };

  return {
    async once(scope, envelopeId, work) {
      forget();
      const key = `${scope}\n${envelopeId}`;
      const known = entries.get(key);
      if (known !== undefined) return { outputs: await known.outputs, first: false };
      const outputs = work(undefined).then(throughJson);
      const entry: Entry = { outputs, expires: now() + retentionMs };
      entries.set(key, entry);
      try {
        return { outputs: await entry.outputs, first: true };
      } catch (error) {
        if (entries.get(key) === entry) entries.delete(key);
        throw error;
      }
    },
    async close() {
      entries.clear();
    },
  };
}

/** What a store on disk would give back. */
function throughJson(outputs: readonly GivenOut[]): readonly GivenOut[] {
  return JSON.parse(jsonText(outputs, 'The outputs')) as readonly GivenOut[];
}
