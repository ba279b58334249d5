import type { Admin } from 'kafkajs';
import { monotonicNow } from '../../../../../values/index.ts';
import type { SubscribeOptions } from '../../../transport.ts';
import { committedOffsets } from './start-offsets.ts';

export interface LagOptions {
  readonly subscription: Pick<SubscribeOptions, 'groupId' | 'onLag'>;
  readonly withAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
  /** Age at which what is known of a partition with records in progress is asked for again, in ms. */
  readonly staleMs: number;
  readonly now?: () => number;
}

/**
 * How far a member is behind in its partitions: the broker says where each ends whenever it gives records. While a
 * member is busy with them it asks for none, and of a partition that never had any, it gets no information; then, and only
 * then, `refresh` asks.
 */
export interface Lag {
  /** The partitions that are this member's from now on; of others nothing is reported any more. */
  assigned(partitions: Readonly<Record<string, readonly number[]>>): void;
  /** Records came: `next` is the first of them, `end` the offset that the next record of the partition will get. */
  fetched(topic: string, partition: number, next: bigint, end: bigint): void;
  /** Everything before `next` is done. */
  done(topic: string, partition: number, next: bigint): void;
  /** Returns the present state, which `done` does not, because it is called for every record. */
  tell(topic: string, partition: number): void;
  refresh(): Promise<void>;
  /** The offset up to which everything is done; null: nothing is known of the partition, or it is not the member's. */
  next(topic: string, partition: number): bigint | null;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  /** Null: nothing was reported yet. */
  known: { next: bigint; end: bigint; time: number } | null;
}

export function createLag({ subscription, withAdmin, staleMs, now = monotonicNow }: LagOptions): Lag {
  const { groupId, onLag } = subscription;
  let places = new Map<string, Place>();
  /** The same by topic and partition: `done` looks for one with every record, and a name would have to be made. */
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
