import type { Cluster, PartitionAssigner } from 'kafkajs';
import { DESCRIBE_GROUPS, describeGroupRequest } from './describe-group.ts';
import { ALL_OPERATIONS, METADATA, type TopicDescription, describeTopicsRequest } from './describe-topics.ts';

/** What a consumer's own connection can report and the client's consumer does not. */
export interface ClusterView {
  /** A broker older than Kafka 2.8 reports neither IDs nor operations, so they never change there. */
  describeTopics(topics: readonly string[]): Promise<readonly TopicDescription[]>;
  /** First and next offset of partitions. A partition without a leader is left out. */
  ends(
    topic: string,
    partitions: readonly number[],
  ): Promise<ReadonlyMap<number, { low: bigint; high: bigint }>>;
  /** The partitions of each member of a group. Null while the group rebalances. */
  assignedInGroup(groupId: string): Promise<readonly Buffer[] | null>;
  /**
   * Bit set of the client's permitted operations on a group; 3 is READ. Null if its coordinator is unavailable. A
   * broker older than Kafka 2.3 reports only whether the client may see the group.
   */
  groupOperations(groupId: string): Promise<number | null>;
}

interface Connection {
  send(request: unknown): Promise<unknown>;
}
interface ConnectedBroker {
  /** By API key. */
  readonly versions: Readonly<Record<number, { readonly maxVersion: number }>> | null;
  readonly connectionPool: Connection;
  findGroupCoordinator(options: { groupId: string; coordinatorType: number }): Promise<unknown>;
}
/** The client passes its cluster to partition assigners. Its type omits the members that are used here. */
interface FullCluster extends Cluster {
  readonly brokerPool: { findConnectedBroker(): Promise<ConnectedBroker> };
}

/** An assigner that wraps another one, to obtain the cluster of its consumer. */
export function captureCluster(
  assigner: PartitionAssigner,
  take: (view: ClusterView, cluster: Cluster) => void,
): PartitionAssigner {
  return (config) => {
    take(viewOf(config.cluster as FullCluster), config.cluster);
    return assigner(config);
  };
}

function viewOf(cluster: FullCluster): ClusterView {
  const broker = (): Promise<ConnectedBroker> => cluster.brokerPool.findConnectedBroker();
  const offsets = async (topic: string, partitions: readonly number[], fromBeginning: boolean) => {
    const [answer] = await cluster.fetchTopicsOffset([
      { topic, partitions: partitions.map((partition) => ({ partition })), fromBeginning },
    ]);
    return new Map((answer?.partitions ?? []).map(({ partition, offset }) => [partition, BigInt(offset)]));
  };
  const fromMetadata = async (topics: readonly string[]): Promise<readonly TopicDescription[]> => {
    await cluster.refreshMetadataIfNecessary();
    return topics.map((topic) => {
      const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
      return {
        topic,
        errorCode: partitions.length === 0 ? 3 : 0,
        id: '',
        partitions,
        operations: ALL_OPERATIONS,
      };
    });
  };
  return {
    async describeTopics(topics) {
      const { connectionPool, versions } = await broker();
      if ((versions?.[METADATA.apiKey]?.maxVersion ?? 0) < METADATA.version) return fromMetadata(topics);
      return (await connectionPool.send(describeTopicsRequest(topics))) as readonly TopicDescription[];
    },
    async ends(topic, partitions) {
      const high = await offsets(topic, partitions, false);
      const low = await offsets(topic, partitions, true);
      return new Map(
        [...high].map(([partition, end]) => [partition, { high: end, low: low.get(partition) ?? 0n }]),
      );
    },
    async assignedInGroup(groupId) {
      const coordinator = await cluster.findGroupCoordinator({ groupId });
      const { groups } = (await coordinator.describeGroups({ groupIds: [groupId] })) as {
        groups: readonly { state: string; members: readonly { memberAssignment: Buffer }[] }[];
      };
      const [group] = groups;
      if (group?.state !== 'Stable') return null;
      return group.members.map(({ memberAssignment }) => memberAssignment);
    },
    async groupOperations(groupId) {
      let coordinator: ConnectedBroker;
      try {
        // The client repeats the request if the right is missing, so the right is checked first.
        await (await broker()).findGroupCoordinator({ groupId, coordinatorType: 0 });
        coordinator = (await cluster.findGroupCoordinator({ groupId })) as unknown as ConnectedBroker;
      } catch (error) {
        return (error as { type?: string }).type === 'GROUP_AUTHORIZATION_FAILED' ? 0 : null;
      }
      const { connectionPool, versions } = coordinator;
      if ((versions?.[DESCRIBE_GROUPS.apiKey]?.maxVersion ?? 0) < DESCRIBE_GROUPS.version)
        return ALL_OPERATIONS;
      return (await connectionPool.send(describeGroupRequest(groupId))) as number;
    },
  };
}
