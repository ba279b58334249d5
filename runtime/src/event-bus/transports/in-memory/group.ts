import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backoff, backoffMs, pause } from '../../retry/index.ts';
import type { InboundRecord, SubscribeOptions, Subscription } from '../transport.ts';
import { newestFirst } from '../../wire/index.ts';
import { type PartitionWork, createPartitionWork } from '../partitions/index.ts';
import type { Log } from './log.ts';

interface Member {
  readonly options: SubscribeOptions;
  stopping: AbortController;
  /** It rests: it has left its partitions to others for a while. */
  resting: boolean;
  /** Handlers that have not ended. */
  readonly inHand: Set<Promise<unknown>>;
}

/** The position of the group in one partition. */
interface Place {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the first record that is not done. Everything before it is committed. */
  next: number;
  owner: Member | null;
  /** The work of the owner in progress. A new owner waits until the former one has finished its handlers. */
  work: {
    readonly of: Member;
    readonly partition: PartitionWork;
    readonly handlers: Set<Promise<unknown>>;
  } | null;
  /** Offset of the next record that the work takes. */
  fetched: number;
}

/** Maximum number of records of a partition in progress at once, as on Kafka. */
const AT_ONCE = 256;

export interface Group {
  join(options: SubscribeOptions): Subscription;
  /** The topic has new records. */
  wake(topic: string): void;
  /** Committed offset of a partition. Null if the group has none there. */
  committed(topic: string, partition: number): number | null;
  /** Whether the group has members. A member that rests counts. */
  hasMembers(): boolean;
}

export interface GroupOptions {
  readonly log: Log;
  readonly backoff: Backoff;
  /** Offset that an earlier group of the same node has committed there, if any. */
  readonly inherit: (prefix: string, topic: string, partition: number) => number | null;
}

/** A consumer group: partitions shared among members, one offset per partition, committed after the handler. */
export function createGroup({ log, backoff, inherit }: GroupOptions): Group {
  const members: Member[] = [];
  const places = new Map<string, Place[]>();

  const open = (options: SubscribeOptions, topic: string): void => {
    if (places.has(topic)) return;
    const count = log.partitions(topic);
    const opened = Array.from({ length: count }, (_, partition): Place => {
      const { start, end } = log.range(topic, partition);
      const inherited = options.takeOver === undefined ? null : inherit(options.takeOver, topic, partition);
      const next = inherited ?? (options.from === 'earliest' ? start : end);
      return { topic, partition, next, owner: null, work: null, fetched: next };
    });
    places.set(topic, opened);
  };

  let versions = '';
  const reportVersions = (): void => {
    const present = versionsOf(members.filter(({ resting }) => !resting));
    if (present.join() === versions) return;
    versions = present.join();
    for (const { options } of members) options.onVersions?.(present);
  };

  const share = (): void => {
    reportVersions();
    for (const [topic, partitions] of places) {
      const subscribed = members.filter((member) => !member.resting && member.options.topics.includes(topic));
      const [newest] = versionsOf(subscribed);
      const takers = subscribed.filter(({ options }) => options.version === newest);
      for (const place of partitions) {
        place.owner = takers[place.partition % Math.max(1, takers.length)] ?? null;
        work(place);
      }
    }
  };

  const work = (place: Place): void => {
    const { owner, topic, partition } = place;
    if (place.work !== null && place.work.of !== owner) {
      void handOver(place);
      return;
    }
    if (owner === null) return;
    place.work ??= begin(place, owner);
    const { partition: taken } = place.work;
    const { start } = log.range(topic, partition);
    place.fetched = Math.max(place.fetched, start);
    while (taken.hasRoom()) {
      const record = log.read(topic, partition, place.fetched);
      if (record === undefined) return;
      place.fetched += 1;
      taken.add([record], record.offset);
    }
    void taken.room().then(() => work(place));
  };

  const begin = (place: Place, owner: Member): NonNullable<Place['work']> => {
    const handlers = new Set<Promise<unknown>>();
    const partition = createPartitionWork({
      concurrency: AT_ONCE,
      stopping: owner.stopping.signal,
      async handle(record, signal) {
        const handled = deliver(owner, record, signal);
        for (const inHand of [handlers, owner.inHand]) inHand.add(handled);
        const isDone = await handled;
        for (const inHand of [handlers, owner.inHand]) inHand.delete(handled);
        return isDone;
      },
      onDone: () => (place.next = Number(partition.position() ?? place.next)),
    });
    return { of: owner, partition, handlers };
  };

  const handOver = async (place: Place): Promise<void> => {
    const { work: former } = place;
    if (former === null || former.partition.isLost()) return;
    former.partition.lose();
    while (former.handlers.size > 0) await Promise.allSettled(former.handlers);
    // The last of them counts only once the code that waited for it has continued.
    await nextTurn();
    place.work = null;
    place.fetched = place.next;
    work(place);
  };

  /** Delivers a record again until it is handled. False if the member stops, or has lost the partition. */
  const deliver = async (
    { options }: Member,
    record: InboundRecord,
    signal: AbortSignal,
  ): Promise<boolean> => {
    await nextTurn();
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        await options.handle(record, signal);
        return true;
      } catch (error) {
        options.onError?.(error);
        await pause(backoffMs(tries, backoff), signal);
      }
    }
    return false;
  };

  return {
    join(options) {
      const member: Member = { options, stopping: new AbortController(), resting: false, inHand: new Set() };
      const ended = new AbortController();
      const leave = async (): Promise<void> => {
        share();
        member.stopping.abort();
        await Promise.all(member.inHand);
      };
      for (const topic of options.topics) open(options, topic);
      members.push(member);
      share();
      return {
        async rest(ms) {
          if (member.resting || ended.signal.aborted) return;
          member.resting = true;
          await leave();
          await pause(ms, ended.signal);
          if (ended.signal.aborted) return;
          member.resting = false;
          member.stopping = new AbortController();
          share();
        },
        async stop() {
          ended.abort();
          const index = members.indexOf(member);
          if (index !== -1) members.splice(index, 1);
          await leave();
        },
      };
    },
    wake(topic) {
      for (const place of places.get(topic) ?? []) work(place);
    },
    committed: (topic, partition) => places.get(topic)?.[partition]?.next ?? null,
    hasMembers: () => members.length > 0,
  };
}

function versionsOf(members: readonly Member[]): readonly string[] {
  return [...new Set(members.flatMap(({ options }) => options.version ?? []))].toSorted(newestFirst);
}
