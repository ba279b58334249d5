import type { ListedEntity, StateStore } from '../stores/index.ts';
import type { EntityReader } from './entity-reader.ts';

export interface StoredCount {
  readonly stored: number;
  /** The number of entities that `migrate` converts when their next event arrives. */
  readonly migrated: number;
  readonly unreadable: number;
  /** How many entities each fault makes unreadable. The most frequent come first; at most five. */
  readonly faults: readonly (readonly [fault: string, count: number])[];
}

const PAGE = 500;
const MOST_FAULTS = 5;

/** Reads every stored entity once, page by page. Null if `signal` was aborted. */
export async function countUnreadable(
  store: StateStore,
  owner: string,
  read: EntityReader<unknown>,
  signal: AbortSignal,
): Promise<StoredCount | null> {
  const faults = new Map<string, number>();
  let [stored, migrated, unreadable] = [0, 0, 0];
  let after: string | null = null;
  for (;;) {
    const page: readonly ListedEntity[] = await store.list(owner, after, PAGE);
    if (signal.aborted) return null;
    for (const entity of page) {
      const found = read(entity);
      if (found.entity === null) {
        unreadable += 1;
        if (faults.size < 1000 || faults.has(found.fault)) {
          faults.set(found.fault, (faults.get(found.fault) ?? 0) + 1);
        }
      } else if (found.isMigrated) migrated += 1;
    }
    stored += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.entityId;
  }
  const frequent = [...faults].toSorted(([, one], [, other]) => other - one).slice(0, MOST_FAULTS);
  return { stored, migrated, unreadable, faults: frequent };
}
