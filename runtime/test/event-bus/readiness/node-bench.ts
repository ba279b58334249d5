import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EachBatchPayload } from 'kafkajs';
import { type Clock, faultyBus } from '../../../../test/faults/index.ts';
import { NodeFault, OnexError } from '../../../src/errors/index.ts';
import {
  type EventTransport,
  createInMemoryTransport,
  createMemoryDeduplication,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { createBusMetrics } from '../../../src/event-bus/observability/bus-metrics.ts';
import { startKafkaSubscription } from '../../../src/event-bus/transports/kafka/consumer/subscription.ts';
import { createSession } from '../../../src/event-bus/session/session.ts';
import { stubConsul } from './consul-stub.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, FakeNode, command } from '../fake-node.ts';
import { type FakeConsumer, fakeKafka } from '../transports/kafka/consumer/fake-kafka.ts';
import { recordingLogger } from '../recording-logger.ts';

export const PURPOSES = ['consume', 'platform', 'introspect-'] as const;
export type Purpose = (typeof PURPOSES)[number];
/** What can fail, each by itself. */
export const OPERATIONS = ['connect', 'topics', 'answers', 'introspection', 'heartbeat', 'consul'] as const;
export type Operation = (typeof OPERATIONS)[number];
export type HandlerState = 'works' | 'waits' | 'refuses';

const PLATFORM = 'onex.evt.platform.node-registered.v1';
const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
const REQUESTS = 'onex.cmd.platform.request-introspection.v1';
const TOPIC_OF: Partial<Record<Operation, string>> = {
  answers: COMPLETED_TOPIC,
  introspection: INTROSPECTION,
  heartbeat: 'onex.evt.platform.node-heartbeat.v1',
};

/** A problem that was cleared although the operation that it describes has not succeeded since it was reported. */
export interface WrongEnd {
  readonly source: string;
  readonly problem: string;
}

/**
 * A node with all its consumers, its announcements, and its registration, on fakes whose operations a test lets fail. It
 * notes which operation succeeded last, and so whether the end of a problem is justified.
 */
export function createNodeBench(clock: Clock) {
  const partition = [{ low: '0', high: '1000' }];
  const fake = fakeKafka({
    [COMMAND_TOPIC]: partition,
    [PLATFORM]: partition,
    [REQUESTS]: partition,
    [INTROSPECTION]: partition,
  });
  const consul = stubConsul();
  const failing = new Set<Operation>();
  const barred = new Map<Purpose, Error>();
  const crashed = new Set<FakeConsumer>();
  const succeeded = new Map<string, number>();
  const problems = new Map<string, { readonly problem: string; readonly successes: number }>();
  const degraded = new Map<string, string>();
  const wrongEnds: WrongEnd[] = [];
  let handler: HandlerState = 'works';
  let offset = 0;

  const success = (source: string): void => void succeeded.set(source, (succeeded.get(source) ?? 0) + 1);
  const require = (operation: Operation): void => {
    if (failing.has(operation)) throw new OnexError('EVENT_BUS_ERROR', `${operation} fails`);
  };
  const purposeOf = (groupId: string): Purpose =>
    PURPOSES.find((purpose) => groupId.includes(`.${purpose}`)) ?? 'consume';
  const join = (consumer: FakeConsumer): void => {
    const purpose = purposeOf(consumer.config.groupId);
    success(purpose);
    success(`${purpose}-processing`);
    const topics = purpose === 'consume' ? [COMMAND_TOPIC] : [PLATFORM];
    consumer.emit('GROUP_JOIN', {
      memberAssignment: Object.fromEntries(topics.map((topic) => [topic, [0]])),
    });
  };
  fake.hooks.onRun = join;
  type MakeConsumer = (config: { groupId: string }) => { connect(): Promise<void> };
  const makeConsumer = (fake.client.kafka as unknown as { consumer: MakeConsumer }).consumer;
  const kafka = {
    consumer(config: { groupId: string }) {
      const consumer = makeConsumer(config);
      return {
        ...consumer,
        async connect() {
          const error = barred.get(purposeOf(config.groupId));
          if (error !== undefined) throw error;
          await consumer.connect();
        },
      };
    },
  } as unknown as typeof fake.client.kafka;

  const log = createInMemoryTransport({ partitions: 1 });
  const transport: EventTransport = {
    ...log,
    kind: 'kafka',
    opensInBackground: true,
    async connect() {
      require('connect');
    },
    async publish(records) {
      for (const [operation, topic] of Object.entries(TOPIC_OF))
        if (records.some((record) => record.topic === topic)) require(operation as Operation);
      await log.publish(records);
      for (const { topic, value } of records) {
        if (topic === COMPLETED_TOPIC) {
          const { purpose } = parseEnvelope(Buffer.from(value ?? '')).payload as { purpose: Purpose };
          success(`${purpose}-messages`);
        }
        if (topic === TOPIC_OF.introspection) success('introspection');
        if (topic === TOPIC_OF.heartbeat) success('heartbeat');
      }
    },
    async missingTopics(topics) {
      const missing = failing.has('topics') ? topics.filter((topic) => topic === COMPLETED_TOPIC) : [];
      if (missing.length === 0) success('event-bus');
      return missing;
    },
    subscribe: (subscription) =>
      startKafkaSubscription({
        ...fake.client,
        kafka,
        subscription,
        concurrency: 4,
        backoff: { initialMs: 1, maxMs: 1 },
      }),
  };
  const node = new FakeNode(async ({ topic }) => {
    const purpose = topic === PLATFORM ? 'platform' : 'consume';
    if (handler === 'waits') throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the store is unavailable');
    if (handler === 'refuses') throw new NodeFault('DEPENDENCY_UNAVAILABLE', 'the store refuses');
    return [{ topic: COMPLETED_TOPIC, payload: { purpose } }];
  });
  Object.assign(node, { subscriptions: [COMMAND_TOPIC, PLATFORM] });

  const onProblem = (source: string, problem: string | null): void => {
    if (problem !== null) {
      const { successes } = problems.get(source) ?? { successes: succeeded.get(source) ?? 0 };
      problems.set(source, { problem, successes });
      return;
    }
    const before = problems.get(source);
    problems.delete(source);
    if (before === undefined || (succeeded.get(source) ?? 0) > before.successes) return;
    // A message that does not wait any more because its consumer left its group: that is another problem by then.
    const purpose = source.replace('-messages', '');
    const isReplaced = source !== purpose && (problems.has(purpose) || problems.has(`${purpose}-processing`));
    if (!isReplaced) wrongEnds.push({ source, problem: before.problem });
  };
  const session = createSession({
    transport: faultyBus(transport).service,
    profile: {
      nodeName: node.contract.name,
      nodeType: 'effect',
      nodeVersion: node.contract.nodeVersion,
      domain: 'billing',
      nodeId: '0f0f0f0f-0000-4000-8000-000000000001',
      serviceName: 'billing',
      environment: 'local',
      healthUrl: 'http://127.0.0.1:1/health',
      contract: node.contract,
    },
    node,
    deduplication: createMemoryDeduplication(),
    metrics: createBusMetrics(undefined),
    logger: recordingLogger(),
    consul: consul.client,
    heartbeatMs: 30_000,
    concurrency: 4,
    groupPerVersion: false,
    maxTries: 3,
    onProblem,
    onDegraded(source, problem) {
      if (problem === null) degraded.delete(source);
      else degraded.set(source, problem);
    },
  });

  /** The consumer of a purpose that is a member of its group now. */
  const member = (purpose: Purpose): FakeConsumer | null => {
    const last = fake.consumers.findLast(
      ({ config, calls }) => purposeOf(config.groupId) === purpose && calls.includes('run'),
    );
    return last === undefined || last.calls.includes('stop') || crashed.has(last) ? null : last;
  };
  const crash = (purpose: Purpose): void => {
    const live = member(purpose);
    if (live === null) return;
    crashed.add(live);
    live.emit('CRASH', {
      error: barred.get(purpose) ?? new Error('the connection was lost'),
      restart: false,
    });
  };

  return {
    session,
    problems,
    degraded,
    wrongEnds,
    member,
    crash,
    fail(operation: Operation) {
      failing.add(operation);
      if (operation === 'consul') consul.state.away = true;
    },
    repair(operation: Operation) {
      failing.delete(operation);
      if (operation === 'consul') consul.state.away = false;
    },
    bar(purpose: Purpose, error: Error) {
      barred.set(purpose, error);
      crash(purpose);
    },
    admit: (purpose: Purpose): void => void barred.delete(purpose),
    rebalance(purpose: Purpose) {
      const live = member(purpose);
      if (live !== null) join(live);
    },
    handler(state: HandlerState) {
      handler = state;
    },
    /** A message on the topic of a purpose, if it has a member. */
    async message(purpose: Purpose): Promise<void> {
      offset += 1;
      const { value } = command({});
      const topic = purpose === 'platform' ? PLATFORM : COMMAND_TOPIC;
      const place = String(offset);
      const message = { offset: place, key: null, value: Buffer.from(value), timestamp: '0' };
      const batch = {
        topic,
        partition: 0,
        highWatermark: '1000',
        messages: [message],
        firstOffset: () => place,
        lastOffset: () => place,
      } as unknown as EachBatchPayload['batch'];
      void member(purpose)
        ?.deliver(topic, [], { batch })
        .catch(() => {});
      await nextTurn();
    },
    advance: (ms: number): Promise<void> => clock.advance(ms),
  };
}
