import { jsonText, monotonicNow } from '../../../values/index.ts';
import type { DeduplicationStore, GivenOut } from './store.ts';

export interface MemoryDeduplicationOptions {
  /** How long an answer is remembered, in ms. Default one hour. */
  readonly retentionMs?: number;
  /** How many answers are remembered; the newest are retained. Default 10,000. */
  readonly maxEntries?: number;
  /** Clock, in ms. */
  readonly now?: () => number;
}

interface Entry {
  readonly outputs: readonly GivenOut[];
  readonly expires: number;
}

/** Remembers answers while the process lives, within limits. Messages in progress are never forgotten. */
export function createMemoryDeduplication(options: MemoryDeduplicationOptions = {}): DeduplicationStore {
  const { retentionMs = 3_600_000, maxEntries = 10_000, now = monotonicNow } = options;
  const running = new Map<string, Promise<readonly GivenOut[]>>();
  /** In the order of insertion, which is the order of expiry. */
  const answered = new Map<string, Entry>();

  const forget = (): void => {
    const time = now();
    for (const [key, entry] of answered) {
      if (entry.expires > time && answered.size <= maxEntries) return;
      answered.delete(key);
    }
  };

  return {
    async once(scope, envelopeId, work) {
      forget();
      const key = `${scope}\n${envelopeId}`;
      const known = answered.get(key)?.outputs ?? running.get(key);
      if (known !== undefined) return { outputs: await known, first: false };
      const mine = work(undefined).then(throughJson);
      running.set(key, mine);
      try {
        const outputs = await mine;
        answered.set(key, { outputs, expires: now() + retentionMs });
        forget();
        return { outputs, first: true };
      } finally {
        running.delete(key);
      }
    },
    async close() {
      answered.clear();
    },
  };
}

/** A copy, as a store on disk would return. */
function throughJson(outputs: readonly GivenOut[]): readonly GivenOut[] {
  return JSON.parse(jsonText(outputs, 'The outputs')) as readonly GivenOut[];
}
