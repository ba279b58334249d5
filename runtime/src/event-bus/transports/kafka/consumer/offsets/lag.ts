import type { Admin } from 'kafkajs';
import { monotonicNow } from '../../../../../values/index.ts';
import type { SubscribeOptions } from '../../../transport.ts';
import { committedOffsets } from './start-offsets.ts';

export interface LagOptions {
  readonly subscription: Pick<SubscribeOptions, 'groupId' | 'onLag'>;
  readonly withAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
  /**
   * Maximum age of what is known about a partition with records in progress, in ms. After that, it is requested again.
   */
  readonly staleMs: number;
  readonly now?: () => number;
}

/**
 * How far a member is behind in its partitions. The broker reports the end of a partition with each batch of records. A
 * busy member requests none, and a partition that never had records reports nothing. Only then does `refresh` ask.
 */
export interface Lag {
  /** The partitions that belong to this member from now on. Nothing more is reported about others. */
  assigned(partitions: Readonly<Record<string, readonly number[]>>): void;
  /**
   * Records came: `next` is the first of them, and `end` is the offset that the next record of the partition will get.
   */
  fetched(topic: string, partition: number, next: bigint, end: bigint): void;
  /** Every record before `next` is done. */
  done(topic: string, partition: number, next: bigint): void;
  /** Returns the present state. `done` does not, because it is called for every record. */
  tell(topic: string, partition: number): void;
  refresh(): Promise<void>;
  /**
   * The offset before which every record is done. Null if the partition is not known or does not belong to the member.
   */
  next(topic: string, partition: number): bigint | null;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  /** Null if nothing was reported yet. */
  known: { next: bigint; end: bigint; time: number } | null;
}

export function createLag({ subscription, withAdmin, staleMs, now = monotonicNow }: LagOptions): Lag {
  const { groupId, onLag } = subscription;
  let places = new Map<string, Place>();
  /** The same by topic and partition, because `done` runs for every record and should not have to build a name. */
  let byTopic = new Map<string, Map<number, Place>>();
  const placeOf = (topic: string, partition: number): Place | undefined => byTopic.get(topic)?.get(partition);
  const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`;

  const tell = ({ topic, partition, known }: Place): void => {
    if (known !== null) onLag?.(topic, partition, Math.max(0, Number(known.end - known.next)));
  };
  const isStale = ({ known }: Place): boolean =>
    known === null || (known.end > known.next && now() - known.time >= staleMs);

  const ask = async (admin: Admin, stale: readonly Place[]): Promise<void> => {
    const topics = [...new Set(stale.map(({ topic }) => topic))];
    const committed = new Map(
      (await committedOffsets(admin, groupId, topics)).map((place) => [
        nameOf(place.topic, place.partition),
        BigInt(place.offset),
      ]),
    );
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        const name = nameOf(topic, partition);
        const place = places.get(name);
        if (place === undefined) continue;
        const next = place.known?.next ?? committed.get(name) ?? BigInt(low);
        place.known = { next, end: BigInt(high), time: now() };
        tell(place);
      }
    }
  };

  return {
    assigned(partitions) {
      const before = places;
      places = new Map();
      byTopic = new Map();
      for (const [topic, numbers] of Object.entries(partitions)) {
        const ofTopic = new Map<number, Place>();
        byTopic.set(topic, ofTopic);
        for (const partition of numbers) {
          const name = nameOf(topic, partition);
          const place = before.get(name) ?? { topic, partition, known: null };
          places.set(name, place);
          ofTopic.set(partition, place);
        }
      }
      for (const [name, { topic, partition }] of before) {
        if (!places.has(name)) onLag?.(topic, partition, null);
      }
    },
    fetched(topic, partition, next, end) {
      const place = placeOf(topic, partition);
      if (place === undefined) return;
      place.known = { next, end, time: now() };
      tell(place);
    },
    done(topic, partition, next) {
      const known = placeOf(topic, partition)?.known;
      if (known) known.next = next;
    },
    tell(topic, partition) {
      const place = placeOf(topic, partition);
      if (place !== undefined) tell(place);
    },
    next: (topic, partition) => placeOf(topic, partition)?.known?.next ?? null,
    async refresh() {
      const stale = [...places.values()].filter(isStale);
      if (stale.length > 0) await withAdmin((admin) => ask(admin, stale));
    },
  };
}
