import type { CachePolicy } from '../../contract/model.ts';
import { monotonicNow } from '../../values/index.ts';

export interface LruCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): boolean;
  /** Keys and values, without counting as a use. */
  entries(): IterableIterator<readonly [key: string, value: T]>;
  readonly size: number;
}

/** Keeps the `maxEntries` last used entries, each for at most `ttlMs`. */
export function createLruCache<T>(policy: CachePolicy, now: () => number = monotonicNow): LruCache<T> {
  // A Map keeps the order of insertion: what is used is inserted again, so the oldest is first.
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
