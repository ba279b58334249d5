import type { Kafka } from 'kafkajs';
import { type ClusterView, captureCluster } from '../cluster/index.ts';
import { type Fetched, type FetchResponse, fetchedOf } from './fetched.ts';

/** The offset at which to continue reading a partition. */
export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
  readonly next: bigint;
}

/** The partitions of a cluster as one connection sees them. Methods throw any error of the client. */
export interface LogView extends ClusterView {
  /** Requests topics, partitions, and leaders again. */
  refresh(): Promise<void>;
  /** Names of the topics that the client may see, as of the last refresh. */
  topics(): readonly string[];
  partitions(topic: string): readonly number[];
  /** The first offset of each partition, or the offset after its last record, by topic. */
  offsets(topics: readonly string[], at: 'earliest' | 'latest'): Promise<Offsets>;
  /** The broker that leads a partition. Null if the partition is not known. */
  leader(topic: string, partition: number): number | null;
  /**
   * Fetches records of partitions that one broker leads, from the given offsets on. A broker without records waits for
   * some, up to `maxWaitMs`. The first partition that has records returns at least one batch, however large it is.
   */
  fetch(leader: number, places: readonly PartitionPlace[], limits: FetchLimits): Promise<readonly Fetched[]>;
}

export interface FetchLimits {
  readonly maxWaitMs: number;
  /** Maximum number of bytes of one partition, as the broker stores them. Default 1 MiB. */
  readonly partitionBytes?: number;
}

type Offsets = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

export interface LogConnection {
  /** The open view, otherwise a new one. @throws any error of the client. */
  view(): Promise<LogView>;
  /** Closes a failed view. The next one has a new connection. */
  drop(view: LogView): void;
  close(): Promise<void>;
}

const BYTES_OF_PARTITION = 1024 * 1024;
const BYTES_OF_FETCH = 4 * BYTES_OF_PARTITION;
/** Only records of committed transactions. */
const READ_COMMITTED = 1;

/** Members of the client that its types omit. */
interface FetchingCluster {
  refreshMetadata(): Promise<void>;
  findBroker(options: { nodeId: string }): Promise<{
    fetch(request: object): Promise<{ responses: readonly FetchResponse[] }>;
  }>;
  fetchTopicsOffset(
    wanted: readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number }[];
      readonly fromBeginning: boolean;
    }[],
  ): Promise<
    readonly {
      readonly topic: string;
      readonly partitions: readonly { readonly partition: number; readonly offset: string }[];
    }[]
  >;
  readonly brokerPool: { readonly metadata: ClusterMetadata | null };
}
interface ClusterMetadata {
  readonly topicMetadata: readonly {
    readonly topic: string;
    readonly partitionMetadata: readonly { readonly partitionId: number; readonly leader: number }[];
  }[];
}

type Source = {
  readonly kafka: Kafka;
  readonly library: Pick<typeof import('kafkajs'), 'PartitionAssigners'>;
};

/** Nothing connects before the first view. */
export function openLog({ kafka, library }: Source): LogConnection {
  let current: Promise<Opened> | null = null;
  /** The result of `current`, once there is one. */
  let opened: Opened | null = null;
  const open = async (): Promise<Opened> => {
    let captured: [ClusterView, FetchingCluster] | null = null;
    // Only the cluster of this consumer is used. It joins no group.
    const consumer = kafka.consumer({
      groupId: 'onex-reader',
      allowAutoTopicCreation: false,
      partitionAssigners: [
        captureCluster(library.PartitionAssigners.roundRobin, (view, cluster) => {
          captured = [view, cluster as unknown as FetchingCluster];
        }),
      ],
    });
    try {
      await consumer.connect();
      const [view, cluster] = captured!;
      await cluster.refreshMetadata();
      opened = { view: viewOf(view, cluster), close: () => consumer.disconnect().catch(() => {}) };
      return opened;
    } catch (error) {
      await consumer.disconnect().catch(() => {});
      throw error;
    }
  };
  return {
    async view() {
      const opening = (current ??= open());
      try {
        return (await opening).view;
      } catch (error) {
        if (current === opening) current = null;
        throw error;
      }
    },
    drop(view) {
      if (opened?.view !== view) return;
      void opened.close();
      current = opened = null;
    },
    async close() {
      const last = await current?.catch(() => null);
      current = opened = null;
      await last?.close();
    },
  };
}

interface Opened {
  readonly view: LogView;
  readonly close: () => Promise<void>;
}

function viewOf(view: ClusterView, cluster: FetchingCluster): LogView {
  const known = (): ClusterMetadata['topicMetadata'] => cluster.brokerPool.metadata?.topicMetadata ?? [];
  const partitionsOf = (topic: string) =>
    known().find((candidate) => candidate.topic === topic)?.partitionMetadata ?? [];
  return {
    ...view,
    refresh: () => cluster.refreshMetadata(),
    topics: () => known().map(({ topic }) => topic),
    partitions: (topic) => partitionsOf(topic).map(({ partitionId }) => partitionId),
    async offsets(topics, at) {
      const wanted = [...new Set(topics)].flatMap((topic) => {
        const partitions = partitionsOf(topic).map(({ partitionId: partition }) => ({ partition }));
        return partitions.length === 0 ? [] : [{ topic, partitions, fromBeginning: at === 'earliest' }];
      });
      const found = wanted.length === 0 ? [] : await cluster.fetchTopicsOffset(wanted);
      return new Map(
        found.map(({ topic, partitions }) => [
          topic,
          new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)])),
        ]),
      );
    },
    leader: (topic, partition) =>
      partitionsOf(topic).find(({ partitionId }) => partitionId === partition)?.leader ?? null,
    async fetch(leader, places, { maxWaitMs, partitionBytes = BYTES_OF_PARTITION }) {
      const broker = await cluster.findBroker({ nodeId: String(leader) });
      const byTopic = Map.groupBy(places, ({ topic }) => topic);
      const { responses } = await broker.fetch({
        maxWaitTime: maxWaitMs,
        minBytes: 1,
        maxBytes: BYTES_OF_FETCH,
        isolationLevel: READ_COMMITTED,
        topics: [...byTopic].map(([topic, own]) => ({
          topic,
          partitions: own.map(({ partition, next }) => ({
            partition,
            fetchOffset: String(next),
            maxBytes: partitionBytes,
          })),
        })),
      });
      return fetchedOf(responses, places);
    },
  };
}
