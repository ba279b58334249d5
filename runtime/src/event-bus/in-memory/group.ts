import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backoff, backoffMs, pause } from '../backoff.ts';
import type { InboundRecord, SubscribeOptions, Subscription } from '../transport.ts';
import { newestFirst } from '../wire/index.ts';
import type { Log } from './log.ts';

interface Member {
  readonly options: SubscribeOptions;
  stopping: AbortController;
  /** It left its partitions to others for a while. */
  resting: boolean;
  /** Handlers that have not ended. */
  readonly inHand: Set<Promise<void>>;
}

/** Where the group stands in one partition. */
interface Place {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the next record to be handled; what is before it is committed. */
  next: number;
  owner: Member | null;
  /** One record at a time, whoever owns the partition: a new owner waits until the former one is done. */
  busy: boolean;
  failures: number;
}

export interface Group {
  join(options: SubscribeOptions): Subscription;
  /** New records lie in the topic. */
  wake(topic: string): void;
  /** Committed offset of a partition; null: the group has none there. */
  committed(topic: string, partition: number): number | null;
  /** Whether it has members; one that rests is a member. */
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
      return { topic, partition, next, owner: null, busy: false, failures: 0 };
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
        void work(place);
      }
    }
  };

  const work = async (place: Place): Promise<void> => {
    if (place.busy) return;
    place.busy = true;
    for (;;) {
      const owner = place.owner;
      place.next = Math.max(place.next, log.range(place.topic, place.partition).start);
      const record = log.read(place.topic, place.partition, place.next);
      if (owner === null || record === undefined) break;
      await nextTurn();
      if (place.owner === owner) await deliver(place, owner, record);
    }
    place.busy = false;
  };

  const deliver = async (place: Place, owner: Member, record: InboundRecord): Promise<void> => {
    const { handle, onError } = owner.options;
    let failure: { readonly error: unknown } | null = null;
    const handled = handle(record, owner.stopping.signal).catch((error: unknown) => {
      failure = { error };
    });
    owner.inHand.add(handled);
    await handled;
    owner.inHand.delete(handled);
    if (failure === null) {
      place.next += 1;
      place.failures = 0;
      return;
    }
    place.failures += 1;
    onError?.((failure as { error: unknown }).error);
    await pause(backoffMs(place.failures, backoff), owner.stopping.signal);
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
      for (const place of places.get(topic) ?? []) void work(place);
    },
    committed: (topic, partition) => places.get(topic)?.[partition]?.next ?? null,
    hasMembers: () => members.length > 0,
  };
}

function versionsOf(members: readonly Member[]): readonly string[] {
  return [...new Set(members.flatMap(({ options }) => options.version ?? []))].toSorted(newestFirst);
}
