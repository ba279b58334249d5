import type { Admin, Cluster, Consumer, ConsumerConfig, EachBatchPayload, Kafka, Logger } from 'kafkajs';
import library from 'kafkajs';

export interface FakePartition {
  readonly low?: string;
  readonly high: string;
}

/** One consumer of the fake client: what it was asked for, and what the test makes it do. */
export interface FakeConsumer {
  readonly config: ConsumerConfig;
  readonly calls: string[];
  readonly sought: { topic: string; partition: number; offset: string }[];
  /** Names of the assigners that it proposes to the group. */
  assigners(): readonly string[];
  /** Proposes them, as the client does each time it joins. */
  readonly propose: () => void;
  /** Emits an event of the client, such as `GROUP_JOIN`. */
  emit(name: keyof Consumer['events'], payload?: unknown): void;
  /** Gives it a batch, as the client does. */
  deliver(topic: string, offsets: readonly number[], more?: Partial<EachBatchPayload>): Promise<void>;
}

/** A client of kafkajs without a broker. A method that is named in `failures` fails with the next of its errors. */
export function fakeKafka(topics: Readonly<Record<string, readonly FakePartition[]>>) {
  const committed = new Map<string, string>();
  const failures: Record<string, Error[]> = {};
  const deleted: string[] = [];
  const consumers: FakeConsumer[] = [];
  /** Runs within `run` of each new consumer, before it returns. */
  const hooks: { onRun: (consumer: FakeConsumer) => void } = { onRun: () => {} };
  const failing = (method: string): void => {
    const error = failures[method]?.shift();
    if (error !== undefined) throw error;
  };

  const admin = {
    async fetchOffsets({ groupId, topics: asked = [] }: { groupId: string; topics?: string[] }) {
      failing('fetchOffsets');
      return asked.map((topic) => ({
        topic,
        partitions: (topics[topic] ?? []).map((_, partition) => ({
          partition,
          offset: committed.get(`${groupId} ${topic}/${partition}`) ?? '-1',
          metadata: null,
        })),
      }));
    },
    async fetchTopicOffsets(topic: string) {
      failing('fetchTopicOffsets');
      return (topics[topic] ?? []).map(({ low = '0', high }, partition) => ({
        partition,
        low,
        high,
        offset: high,
      }));
    },
    async fetchTopicMetadata({ topics: asked }: { topics: string[] }) {
      return { topics: asked.map((name) => ({ name, partitions: topics[name] ?? [] })) };
    },
    listTopics: async () => Object.keys(topics),
    listGroups: async () => ({ groups: [] }),
    async describeGroups() {
      failing('describeGroups');
      const userData = Buffer.from('1.2.3');
      const memberMetadata = library.AssignerProtocol.MemberMetadata.encode({
        version: 1,
        topics: [],
        userData,
      });
      return { groups: [{ members: [{ memberMetadata }] }] };
    },
    async deleteGroups(groups: string[]) {
      failing('deleteGroups');
      deleted.push(...groups);
    },
  };

  /** What the client may do on every group and topic, as bits; null: the fake has no brokers to ask. */
  const rights: { operations: number | null } = { operations: null };
  /** Answers nothing else, so that nothing is found changed; `topic-changes.test.ts` has one that does. */
  const broker = {
    versions: { 3: { maxVersion: 10 }, 15: { maxVersion: 3 } },
    findGroupCoordinator: async () => ({}),
    connectionPool: {
      async send({ request }: { request: { apiName: string } }) {
        const { operations } = rights;
        if (request.apiName === 'DescribeGroups') return operations;
        return Object.keys(topics).map((topic) => ({ topic, errorCode: 0, operations, partitions: [] }));
      },
    },
  };
  const cluster = {
    findGroupCoordinator: async () => broker,
    brokerPool: {
      findConnectedBroker: async () => {
        if (rights.operations === null) throw new Error('the fake has no brokers');
        return broker;
      },
    },
  };

  const consumer = (config: ConsumerConfig) => {
    const listeners: Record<string, ((event: { payload: unknown }) => void)[]> = {};
    let eachBatch: ((payload: EachBatchPayload) => Promise<void>) | undefined;
    const events = Object.fromEntries(
      ['GROUP_JOIN', 'CRASH', 'FETCH', 'END_BATCH_PROCESS'].map((name) => [name, name]),
    );
    const calls: string[] = [];
    const sought: FakeConsumer['sought'] = [];
    const call = async (name: string): Promise<void> => {
      calls.push(name);
      failing(name);
    };
    const assigners = (config.partitionAssigners ?? []).map((assigner) =>
      assigner({ cluster: cluster as unknown as Cluster, groupId: config.groupId, logger: {} as Logger }),
    );
    const fake: FakeConsumer = {
      config,
      assigners: () => assigners.map(({ name }) => name),
      propose: () => assigners.forEach((assigner) => assigner.protocol({ topics: Object.keys(topics) })),
      calls,
      sought,
      emit: (name, payload = {}) => listeners[name]?.forEach((listener) => listener({ payload })),
      async deliver(topic, offsets, more = {}) {
        await eachBatch?.({
          batch: {
            topic,
            partition: 0,
            highWatermark: topics[topic]?.[0]?.high ?? '0',
            messages: offsets.map((offset) => ({
              offset: String(offset),
              key: null,
              value: null,
              timestamp: '0',
            })),
            firstOffset: () => String(offsets[0] ?? 0),
            lastOffset: () => String(offsets.at(-1) ?? -1),
          },
          heartbeat: async () => {},
          commitOffsetsIfNecessary: async () => {},
          resolveOffset: () => {},
          pause: () => () => {},
          isRunning: () => true,
          isStale: () => false,
          ...more,
        } as unknown as EachBatchPayload);
      },
    };
    consumers.push(fake);
    return {
      events,
      on: (name: string, listener: (event: { payload: unknown }) => void) =>
        (listeners[name] ??= []).push(listener),
      connect: () => call('connect'),
      subscribe: ({ fromBeginning }: { fromBeginning: boolean }) =>
        call(fromBeginning ? 'subscribe from the beginning' : 'subscribe'),
      async run({ eachBatch: given }: { eachBatch: typeof eachBatch }) {
        eachBatch = given;
        await call('run');
        hooks.onRun(fake);
      },
      seek: (place: FakeConsumer['sought'][number]) => void sought.push(place),
      async commitOffsets(places: FakeConsumer['sought']) {
        await call('commitOffsets');
        for (const { topic, partition, offset } of places) {
          committed.set(`${config.groupId} ${topic}/${partition}`, offset);
        }
      },
      stop: () => call('stop'),
      disconnect: () => call('disconnect'),
    };
  };

  return {
    client: {
      kafka: { consumer } as unknown as Kafka,
      library,
      servers: ['fake:9092'],
      principal: 'User:test',
      withAdmin: async <T>(work: (admin: Admin) => Promise<T>) => work(admin as unknown as Admin),
    },
    admin,
    committed,
    rights,
    failures,
    deleted,
    consumers,
    hooks,
  };
}
