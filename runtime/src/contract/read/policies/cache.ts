import type { CachePolicy } from '../../model.ts';
import {
  at,
  expectMapping,
  firstOf,
  firstPlace,
  forPeople,
  idle,
  type Place,
  LONGEST_WAIT_MS,
  flag,
  number,
} from '../values/index.ts';
import { timeAt } from './time.ts';

/** `annotations.cache` (ours), or the `caching` block of a compute contract. */
export function readCache(root: Place): CachePolicy | null {
  const place = firstPlace([at(root, 'annotations'), 'cache'], [root, 'caching'], [root, 'cache']);
  if (place === null || !expectMapping(place)) return null;
  forPeople(place, 'version', 'description');
  idle(
    place,
    'the cache always evicts the least recently used entry',
    'strategy',
    'cache_strategy',
    'eviction_policy',
  );
  const policy = {
    maxEntries: number(firstOf(place, 'max_entries', 'max_size'), { min: 1, integer: true }) ?? 1000,
    ttlMs: timeAt(place, ['ttl'], { min: 0, longest: LONGEST_WAIT_MS }),
  };
  return flag(at(place, 'enabled'), true) ? policy : null;
}
