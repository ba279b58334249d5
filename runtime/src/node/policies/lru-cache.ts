import type { CachePolicy } from '../../contract/model.ts';
import { monotonicNow } from '../../values/index.ts';

export interface LruCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): boolean;
  /** Entries, without counting as a use. */
  entries(): IterableIterator<readonly [key: string, value: T]>;
  readonly size: number;
}

/** A cache of the `maxEntries` most recently used entries, each for at most `ttlMs`. */
export function createLruCache<T>(policy: CachePolicy, now: () => number = monotonicNow): LruCache<T> {
  // A Map preserves insertion order. A used entry is inserted again, so the least recently used one is first.
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (entry.until <= now()) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, until: policy.ttlMs === null ? Infinity : now() + policy.ttlMs });
      const oldest = entries.keys().next();
      if (entries.size > policy.maxEntries && !oldest.done) entries.delete(oldest.value);
    },
    delete: (key) => entries.delete(key),
    *entries() {
      for (const [key, { value, until }] of entries) if (until > now()) yield [key, value] as const;
    },
    get size() {
      return entries.size;
    },
  };
}
