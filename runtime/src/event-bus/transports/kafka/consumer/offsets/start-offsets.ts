import type { Admin } from 'kafkajs';
import type { SubscribeOptions } from '../../../transport.ts';
import { isGroupOf } from '../../../../wire/index.ts';

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

type Wanted = Pick<SubscribeOptions, 'groupId' | 'topics' | 'from' | 'takeOver'>;

/**
 * Where the group begins in partitions without a committed offset, by `topic/partition`: where earlier versions of the
 * node stopped, otherwise at the end if `start` says so. Other partitions begin at the earliest record. The end is read
 * now, before the group is joined, so no later record is missed.
 */
export async function findStartOffsets(admin: Admin, wanted: Wanted): Promise<Map<string, PartitionOffset>> {
  const start = new Map<string, PartitionOffset>();
  const topics = [...wanted.topics];
  const own = await committedOffsets(admin, wanted.groupId, topics);
  if (own.length > 0 && (await hasAll(admin, topics, own))) return start;
  if (wanted.from === 'latest') {
    for (const topic of topics) {
      for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
        start.set(`${topic}/${partition}`, { topic, partition, offset: high });
      }
    }
  }
  for (const place of await inheritedOffsets(admin, wanted, topics)) {
    start.set(`${place.topic}/${place.partition}`, place);
  }
  for (const { topic, partition } of own) start.delete(`${topic}/${partition}`);
  return start;
}

/** Committed offsets of a group. Partitions without one are left out. */
export async function committedOffsets(
  admin: Admin,
  groupId: string,
  topics: string[],
): Promise<readonly PartitionOffset[]> {
  const answer = await admin.fetchOffsets({ groupId, topics });
  return answer.flatMap(({ topic, partitions }) =>
    partitions
      .filter(({ offset }) => offset !== '-1')
      .map(({ partition, offset }) => ({ topic, partition, offset })),
  );
}

async function hasAll(admin: Admin, topics: string[], own: readonly PartitionOffset[]): Promise<boolean> {
  const metadata = await admin.fetchTopicMetadata({ topics });
  const count = metadata.topics.reduce((sum, { partitions }) => sum + partitions.length, 0);
  return own.length >= count;
}

async function inheritedOffsets(
  admin: Admin,
  { groupId, takeOver }: Wanted,
  topics: string[],
): Promise<readonly PartitionOffset[]> {
  if (takeOver === undefined) return [];
  const { groups } = await admin.listGroups();
  const furthest = new Map<string, PartitionOffset>();
  for (const { groupId: id } of groups) {
    if (!isGroupOf(takeOver, id) || id === groupId) continue;
    for (const place of await committedOffsets(admin, id, topics)) {
      const key = `${place.topic}/${place.partition}`;
      const known = furthest.get(key);
      if (known === undefined || BigInt(known.offset) < BigInt(place.offset)) furthest.set(key, place);
    }
  }
  return [...furthest.values()];
}
