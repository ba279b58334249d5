import type { SubscribeOptions } from '../../../transport.ts';
import type { Lag } from '../offsets/index.ts';
import type { ClusterView, TopicDescription } from '../../cluster/index.ts';

export interface TopicChangesOptions {
  readonly subscription: Pick<SubscribeOptions, 'topics' | 'onTopicChange' | 'onProblem'> & {
    /** The group at the time of a check. At first, it may be that of an earlier release. */
    readonly groupId: () => string;
  };
  readonly lag: Pick<Lag, 'next' | 'fetched'>;
  /** `topic/number` of the partitions that a member's assignment names. */
  readonly decode: (assignment: Buffer) => readonly string[];
}

type Ends = ReadonlyMap<number, { readonly low: bigint; readonly high: bigint }>;

/** The consumer whose partitions are checked. */
export interface Reader {
  readonly view: ClusterView;
  /** Its partitions, as `topic/number`. */
  readonly assigned: readonly string[];
  readFrom(place: { topic: string; partition: number; offset: string }): void;
}

export interface TopicChanges {
  /**
   * Compares the topics with their previous state. If a log of this reader's partitions begins again, it is read from
   * its first record. Reports partitions that no member of the group reads. @throws any error of the client. Nothing is
   * lost then, because the next check finds the same changes.
   */
  look(reader: Reader): Promise<void>;
}

/**
 * Detects what the client does not detect, or not in time: a topic that was deleted and created again, a log that ends
 * before the read position, and partitions without a reader. The known state outlives the consumer.
 */
export function createTopicChanges({ subscription, lag, decode }: TopicChangesOptions): TopicChanges {
  const { groupId, topics, onTopicChange, onProblem } = subscription;
  const known = new Map<string, TopicDescription>();
  /** Partitions that a member read when the group was last stable. */
  let covered: ReadonlySet<string> | null = null;

  /** Partitions whose log ended before the read position at the last check. */
  let suspect: ReadonlySet<string> = new Set();

  const readAnew = (
    { readFrom }: Reader,
    ends: Ends,
    isAnew: (partition: number, high: bigint) => boolean,
    topic: string,
  ): readonly number[] =>
    [...ends].flatMap(([partition, { low, high }]) => {
      if (!isAnew(partition, high)) return [];
      readFrom({ topic, partition, offset: String(low) });
      lag.fetched(topic, partition, low, high);
      return [partition];
    });

  const compare = async (reader: Reader, now: TopicDescription): Promise<readonly string[]> => {
    const { topic } = now;
    const before = known.get(topic);
    const partitions = reader.assigned.filter((name) => topicOf(name) === topic).map(partitionOf);
    // The read positions are noted before the ends are requested, because both move while the response is in flight.
    const next = new Map(partitions.map((partition) => [partition, lag.next(topic, partition)]));
    const ends: Ends = partitions.length === 0 ? new Map() : await reader.view.ends(topic, partitions);
    const isShort = (partition: number, high: bigint): boolean => (next.get(partition) ?? -1n) > high;
    known.set(topic, now);
    if (before !== undefined && before.id !== now.id) {
      readAnew(reader, ends, () => true, topic);
      onTopicChange?.(`${topic} was deleted and created again: it is read from its first record`);
      return [];
    }
    // For a moment, a new leader may not know how far its log is committed.
    const anew = readAnew(
      reader,
      ends,
      (partition, high) => isShort(partition, high) && suspect.has(`${topic}/${partition}`),
      topic,
    );
    if (anew.length > 0) {
      onTopicChange?.(
        `the log of ${topic} ends before the last read offset (partition ${anew.join(', ')}): it is read from its first record`,
      );
    }
    const added = now.partitions.length - (before?.partitions.length ?? now.partitions.length);
    if (added > 0) {
      onTopicChange?.(
        `${topic} has ${added} more partition${added === 1 ? '' : 's'}: messages with the same key may be in two of them for now`,
      );
    }
    return [...ends].flatMap(([partition, { high }]) =>
      isShort(partition, high) && !anew.includes(partition) ? [`${topic}/${partition}`] : [],
    );
  };

  const reportUnread = async ({ view }: Reader): Promise<void> => {
    const shares = await view.assignedInGroup(groupId());
    if (shares !== null) covered = new Set(shares.flatMap(decode));
    const readers = covered;
    if (readers === null) return;
    const unread = [...known.values()]
      .flatMap(({ topic, partitions }) => partitions.map((partition) => `${topic}/${partition}`))
      .filter((name) => !readers.has(name));
    onProblem?.(unread.length === 0 ? null : `no instance reads ${unread.join(', ')}`, 'partitions');
  };

  return {
    async look(reader) {
      const short: string[] = [];
      for (const now of await reader.view.describeTopics(topics)) {
        if (now.errorCode === 0) short.push(...(await compare(reader, now)));
      }
      suspect = new Set(short);
      await reportUnread(reader);
    },
  };
}

function topicOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/'));
}

function partitionOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('/') + 1));
}
