import type { Kafka, PartitionAssigner } from 'kafkajs';
import library from 'kafkajs';
import type { KafkaClient } from '../../../../../src/event-bus/transports/kafka/client/client.ts';

export interface FakeMessage {
  readonly offset: number;
  readonly value?: string;
  readonly isControlRecord?: boolean;
  readonly key?: Buffer;
  readonly producerId?: string;
  /** Last offset of its batch, where compaction has removed the records behind this one. */
  readonly batchEnd?: number;
}

export interface FakePartition {
  leader: number;
  low: number;
  end: number;
  messages: FakeMessage[];
  aborted?: { producerId: string; firstOffset: string }[];
}

export interface FakeLog {
  readonly client: KafkaClient;
  readonly topics: Map<string, FakePartition[]>;
  /** `leader: topic/partition@offset …` of each fetch. */
  readonly fetches: string[];
  /** Errors of the next calls, by method. */
  readonly failures: Record<'connect' | 'refreshMetadata' | 'fetchTopicsOffset' | 'fetch', Error[]>;
  readonly groups: string[];
  /** Bit set of what the client may do on each topic. */
  readonly rights: { operations: number };
  openConnections: number;
  append(topic: string, partition: number, ...values: string[]): void;
}

export function partition(from: number, to: number, leader = 1): FakePartition {
  const messages = Array.from({ length: to - from }, (_, index) => ({ offset: from + index }));
  return { leader, low: from, end: to, messages };
}

export function protocolError(type: string, more: object = {}): Error {
  return Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type, retriable: true, ...more });
}

/** Most messages of one partition, and of all partitions, in one response. */
const OF_PARTITION = 3;
const OF_FETCH = 4;

/** A client of kafkajs whose cluster has its partitions in memory. Whoever joins a group fails. */
export function fakeLog(initial: Readonly<Record<string, FakePartition[]>>): FakeLog {
  const topics = new Map(Object.entries(initial));
  const waiting = new Set<() => void>();
  const failures: FakeLog['failures'] = {
    connect: [],
    refreshMetadata: [],
    fetchTopicsOffset: [],
    fetch: [],
  };
  const failing = (method: keyof typeof failures): void => {
    const error = failures[method].shift();
    if (error !== undefined) throw error;
  };
  const respond = (asked: readonly AskedTopic[]): { isEmpty: boolean; responses: object[] } => {
    let left = OF_FETCH;
    const responses = asked.map(({ topic, partitions }) => ({
      topicName: topic,
      partitions: partitions.map(({ partition: number, fetchOffset }) => {
        const own = topics.get(topic)?.[number];
        if (own === undefined) throw protocolError('UNKNOWN_TOPIC_OR_PARTITION');
        const from = Number(fetchOffset);
        if (from < own.low || from > own.end)
          throw protocolError('OFFSET_OUT_OF_RANGE', { topic, partition: number, retriable: false });
        const messages = own.messages
          .filter(({ offset, batchEnd = offset }) => batchEnd >= from)
          .slice(0, Math.min(left, OF_PARTITION));
        left -= messages.length;
        return {
          partition: number,
          highWatermark: String(own.end),
          lastStableOffset: String(own.end),
          abortedTransactions: own.aborted ?? null,
          messages: messages.map(decoded),
        };
      }),
    }));
    return { isEmpty: left === OF_FETCH, responses };
  };

  const log: FakeLog = {
    topics,
    failures,
    fetches: [],
    groups: [],
    rights: { operations: 0x7fff_ffff },
    openConnections: 0,
    append(topic, number, ...values) {
      const own = topics.get(topic)![number]!;
      for (const value of values) own.messages.push({ offset: own.end++, value });
      for (const wake of waiting) wake();
    },
    client: {
      library,
      servers: ['fake:9092'],
      principal: 'User:test',
      withAdmin: async () => {
        throw new Error('nothing here needs an administrator');
      },
      kafka: { consumer } as unknown as Kafka,
    },
  };

  function consumer({
    groupId,
    partitionAssigners,
  }: {
    groupId: string;
    partitionAssigners: PartitionAssigner[];
  }) {
    const brokerPool = {
      metadata: null as object | null,
      findConnectedBroker: async () => ({
        versions: { 3: { maxVersion: 10 } },
        connectionPool: {
          send: async () =>
            [...topics.keys()].map((topic) => ({ topic, errorCode: 0, operations: log.rights.operations })),
        },
      }),
    };
    const cluster = {
      brokerPool,
      async refreshMetadata() {
        failing('refreshMetadata');
        brokerPool.metadata = {
          topicMetadata: [...topics].map(([topic, partitions]) => ({
            topic,
            partitionMetadata: partitions.map(({ leader }, partitionId) => ({ partitionId, leader })),
          })),
        };
      },
      async fetchTopicsOffset(
        asked: { topic: string; partitions: { partition: number }[]; fromBeginning: boolean }[],
      ) {
        failing('fetchTopicsOffset');
        return asked.map(({ topic, partitions, fromBeginning }) => ({
          topic,
          partitions: partitions.map(({ partition: number }) => {
            const { low, end } = topics.get(topic)![number]!;
            return { partition: number, offset: String(fromBeginning ? low : end) };
          }),
        }));
      },
      findBroker: async ({ nodeId }: { nodeId: string }) => ({
        async fetch({ topics: asked, maxWaitTime }: { topics: AskedTopic[]; maxWaitTime: number }) {
          const names = asked.flatMap(({ topic, partitions }) =>
            partitions.map(({ partition: number, fetchOffset }) => `${topic}/${number}@${fetchOffset}`),
          );
          log.fetches.push(`${nodeId}: ${names.join(' ')}`);
          failing('fetch');
          const first = respond(asked);
          if (!first.isEmpty) return first;
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, Math.min(maxWaitTime, 20));
            waiting.add(() => {
              clearTimeout(timer);
              resolve();
            });
          });
          waiting.clear();
          failing('fetch');
          return respond(asked);
        },
      }),
    };
    for (const assigner of partitionAssigners)
      assigner({ cluster: cluster as never, groupId, logger: {} as never });
    let isOpen = false;
    return {
      async connect() {
        failing('connect');
        isOpen = true;
        log.openConnections += 1;
      },
      async disconnect() {
        if (isOpen) log.openConnections -= 1;
        isOpen = false;
      },
      run: () => log.groups.push(groupId),
    };
  }
  return log;
}

interface AskedTopic {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly fetchOffset: string }[];
}

function decoded({
  offset,
  value,
  isControlRecord = false,
  key,
  producerId,
  batchEnd = offset,
}: FakeMessage) {
  return {
    offset: String(offset),
    key: key ?? null,
    value: value === undefined ? null : Buffer.from(value),
    timestamp: '0',
    headers: {},
    isControlRecord,
    batchContext: {
      firstOffset: String(offset),
      lastOffsetDelta: batchEnd - offset,
      producerId: producerId ?? '-1',
      inTransaction: producerId !== undefined,
    },
  };
}
