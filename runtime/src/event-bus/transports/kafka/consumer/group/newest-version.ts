import type { Cluster, PartitionAssigner } from 'kafkajs';
import { newestFirst } from '../../../../wire/index.ts';

type Library = Pick<typeof import('kafkajs'), 'AssignerProtocol'>;

/** What a member reports about itself to the group. */
export interface Member {
  readonly memberId: string;
  readonly topics: readonly string[];
  readonly version: string;
}

/** Members agree on the assigner by name, so the name never changes. */
const NAME = 'OnexNewestVersion';

/**
 * Assigns the partitions of each topic, one after another, to the members of the newest version that subscribe to the
 * topic. Versions may subscribe to different topics; a member gets no partition of a topic that it does not read.
 */
export function newestVersionAssigner(
  { AssignerProtocol: { MemberAssignment, MemberMetadata } }: Library,
  version: string,
): PartitionAssigner {
  return ({ cluster }) => ({
    name: NAME,
    version: 1,
    protocol: ({ topics }) => ({
      name: NAME,
      metadata: MemberMetadata.encode({ version: 1, topics, userData: Buffer.from(version) }),
    }),
    async assign({ members }) {
      const known = members.map(({ memberId, memberMetadata }): Member => {
        const decoded = MemberMetadata.decode(memberMetadata);
        return { memberId, topics: decoded?.topics ?? [], version: String(decoded?.userData ?? '') };
      });
      const assigned = await assignKnown(cluster, known);
      return [...assigned].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version: 1, assignment, userData: Buffer.alloc(0) }),
      }));
    },
  });
}

/**
 * Assigns the existing topics of all members. The cluster must first learn of topics that its own member does not read.
 */
export async function assignKnown(
  cluster: Cluster,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Record<string, number[]>>> {
  const topics = [...new Set(members.flatMap((member) => member.topics))].toSorted();
  for (const topic of topics) {
    // A topic that is missing, or that this member may not see, must not prevent the others from being read.
    await cluster.addMultipleTargetTopics([topic]).catch(() => {});
  }
  return assignPartitions(members, topics, (topic) =>
    cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
  );
}

/** Partitions by topic for each member. A member without partitions has an empty assignment. */
export function assignPartitions(
  members: readonly Member[],
  topics: readonly string[],
  partitionsOf: (topic: string) => readonly number[],
): ReadonlyMap<string, Record<string, number[]>> {
  const sorted = members.toSorted((one, other) => (one.memberId < other.memberId ? -1 : 1));
  const assigned = new Map(sorted.map(({ memberId }): [string, Record<string, number[]>] => [memberId, {}]));
  let turn = 0;
  for (const topic of topics) {
    const subscribed = sorted.filter((member) => member.topics.includes(topic));
    const [newest] = subscribed.map(({ version }) => version).toSorted(newestFirst);
    const takers = subscribed.filter(({ version }) => version === newest);
    for (const partition of partitionsOf(topic)) {
      const taker = assigned.get(takers[turn++ % Math.max(1, takers.length)]?.memberId ?? '');
      if (taker !== undefined) (taker[topic] ??= []).push(partition);
    }
  }
  return assigned;
}
