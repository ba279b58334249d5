import { monotonicNow } from '../../../../values/index.ts';
import { backoffMs, pause } from '../../../retry/index.ts';
import type { InboundRecord } from '../../transport.ts';
import { isOutage, outOfRange, toBusError } from '../kafkajs/index.ts';
import type { Fetched } from './fetched.ts';
import type { LogConnection, LogView } from './log.ts';
import { fetchOne } from './partition.ts';
import { RECONNECT, withView } from './retry.ts';

export interface FollowOptions {
  /** If it returns a promise, nothing more is read until the promise is resolved. */
  readonly onRecord: (record: InboundRecord) => unknown;
  /** Called when an outage has lasted for some seconds, and with null when it is over. */
  readonly onTrouble?: ((error: Error | null) => void) | undefined;
}

export interface Following {
  /**
   * Reads more topics, from their first records or from now on. Resolves once the offsets are known, so nothing is
   * missed from then on. @throws OnexError EVENT_BUS_ERROR; then no topic was added.
   */
  add(topics: readonly string[], from: 'start' | 'now'): Promise<void>;
  has(topic: string): boolean;
  /** Requests the topics of the cluster, and reads added partitions. @throws any error of the client. */
  refresh(): Promise<readonly string[]>;
  /** Resolves when it was stopped. @throws OnexError EVENT_BUS_ERROR for an error that does not end by itself. */
  readonly ended: Promise<void>;
  stop(): void;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  next: bigint;
}

const WAIT_MS = 500;
/** Shorter outages, such as the move of a partition, are not reported. */
const TROUBLE_MS = 3000;

/** Follows topics until it is stopped. After an outage, it continues without missing or repeating a record. */
export function follow(log: LogConnection, { onRecord, onTrouble }: FollowOptions): Following {
  const places = new Map<string, Place>();
  const topics = new Set<string>();
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = Promise.withResolvers<void>();
  let wake = Promise.withResolvers<void>();
  /** Number of changes of the read offsets. Each change ends the present round. */
  let changes = 0;
  /** The record that is not taken yet. */
  const taking: { record: Promise<unknown> | null } = { record: null };
  let outage: { since: number; isReported: boolean } | null = null;

  const changed = (): void => {
    changes += 1;
    wake.resolve();
    wake = Promise.withResolvers();
  };
  const put = (topic: string, offsets: ReadonlyMap<number, bigint>): void => {
    for (const [partition, next] of offsets) {
      const name = `${topic}/${partition}`;
      if (!places.has(name)) places.set(name, { topic, partition, next });
    }
  };
  const recovered = (): void => {
    if (outage?.isReported === true) onTrouble?.(null);
    outage = null;
  };

  const hand = async (place: Place, { records, next }: Fetched): Promise<void> => {
    for (const record of records) {
      // Records of other brokers may be waiting too, so another one may be taken by now.
      while (taking.record !== null) await taking.record;
      if (signal.aborted) return;
      const taken = onRecord(record);
      place.next = record.offset + 1n;
      if (!(taken instanceof Promise)) continue;
      taking.record = taken.finally(() => (taking.record = null));
      await taking.record;
    }
    if (next > place.next) place.next = next;
  };
  const take = async (view: LogView, fetched: Fetched): Promise<void> => {
    const place = places.get(`${fetched.topic}/${fetched.partition}`);
    if (place === undefined) return;
    if (!fetched.isEmpty || fetched.end <= place.next) return hand(place, fetched);
    // Other partitions filled the response, or compaction has removed the records up to the end.
    const alone = await fetchOne(view, place);
    if (alone === null) return;
    await hand(place, alone.isEmpty ? { ...alone, next: alone.end } : alone);
  };
  /** Fetches until a read offset changes or a fetch fails. */
  const round = async (view: LogView): Promise<void> => {
    const before = changes;
    let isFailed = false;
    const isOver = (): boolean => isFailed || signal.aborted || changes !== before;
    const byLeader = Map.groupBy(places.values(), ({ topic, partition }) => view.leader(topic, partition));
    const fetchFrom = async (leader: number, own: readonly Place[]): Promise<void> => {
      while (!isOver()) {
        const fetched = await view.fetch(leader, own, { maxWaitMs: WAIT_MS });
        if (signal.aborted) return;
        recovered();
        for (const part of fetched) await take(view, part);
      }
    };
    const fetching = [...byLeader].map(async ([leader, own]) => {
      // A partition without a leader is checked again after the next refresh.
      if (leader === null) return;
      await fetchFrom(leader, own).catch((error: unknown) => {
        isFailed = true;
        throw error;
      });
    });
    const failed = (await Promise.allSettled(fetching)).find(({ status }) => status === 'rejected');
    if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
    if (!isOver()) await wake.promise;
  };
  /** The records were removed, or the topic was created again. Continue with the first record that exists. */
  const relocate = async (view: LogView, topic: string, partition: number): Promise<void> => {
    const first = (await view.offsets([topic], 'earliest')).get(topic)?.get(partition);
    const place = places.get(`${topic}/${partition}`);
    if (first !== undefined && place !== undefined) place.next = first;
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      let view: LogView | null = null;
      try {
        view = await log.view();
        await round(view);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        const missing = outOfRange(error);
        if (missing !== null && view !== null) {
          await relocate(view, missing.topic, missing.partition).catch(() => {});
          continue;
        }
        if (!isOutage(error)) throw error;
        failures += 1;
        outage ??= { since: monotonicNow(), isReported: false };
        if (!outage.isReported && monotonicNow() - outage.since >= TROUBLE_MS) {
          outage.isReported = true;
          onTrouble?.(toBusError(error, 'reading was interrupted'));
        }
        if (view !== null) log.drop(view);
        await pause(backoffMs(failures, RECONNECT), signal);
      }
    }
  };
  run().then(ended.resolve, (error: unknown) => {
    stopping.abort();
    ended.reject(toBusError(error, `reading ${[...topics].join(', ')} failed`));
  });
  // A caller that stops it need not wait for its end.
  ended.promise.catch(() => {});

  return {
    ended: ended.promise,
    has: (topic) => topics.has(topic),
    async add(added, from) {
      const fresh = [...new Set(added)].filter((topic) => !topics.has(topic));
      if (fresh.length === 0) return;
      const offsets = await withView(log, async (view) => {
        const known = new Set(view.topics());
        if (fresh.some((topic) => !known.has(topic))) await view.refresh();
        return view.offsets(fresh, from === 'start' ? 'earliest' : 'latest');
      }).catch((error: unknown) => {
        throw toBusError(error, `reading ${fresh.join(', ')} failed`);
      });
      for (const topic of fresh) {
        topics.add(topic);
        put(topic, offsets.get(topic) ?? new Map());
      }
      changed();
    },
    async refresh() {
      const view = await log.view();
      await view.refresh();
      const grown = [...topics].filter((topic) =>
        view.partitions(topic).some((partition) => !places.has(`${topic}/${partition}`)),
      );
      if (grown.length > 0)
        for (const [topic, offsets] of await view.offsets(grown, 'earliest')) put(topic, offsets);
      changed();
      return view.topics();
    },
    stop() {
      stopping.abort();
      wake.resolve();
      ended.resolve();
    },
  };
}
