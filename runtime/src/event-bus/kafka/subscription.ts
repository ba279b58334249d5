import type { Admin, Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import { type Backoff, DEFAULT_BACKOFF } from '../backoff.ts';
import { persist } from '../persist.ts';
import type { SubscribeOptions, Subscription } from '../transport.ts';
import { consumeBatch } from './consume-batch.ts';
import { toBusError } from './kafka-error.ts';
import { type StartOffsets, committedOffsets, findStartOffsets } from './start-offsets.ts';

export interface KafkaSubscriptionOptions {
  readonly kafka: Kafka;
  /** Runs work with a connected admin client. */
  readonly withAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly subscription: SubscribeOptions;
  /** Most records of one partition in hand at once. */
  readonly concurrency: number;
  readonly backoff: Backoff;
}

const SESSION_TIMEOUT = 10_000;
const HEARTBEAT_INTERVAL = 1000;
/** How long an idle fetch waits at the broker; stopping waits as long. */
const FETCH_WAIT = 250;
const COMMIT_INTERVAL = 500;
const PARTITIONS_AT_ONCE = 16;

/** Joins the group and handles its records until stopped. @throws OnexError EVENT_BUS_ERROR when it cannot join. */
export async function startKafkaSubscription(options: KafkaSubscriptionOptions): Promise<Subscription> {
  const { withAdmin, subscription } = options;
  const start = await withAdmin((admin) => findStartOffsets(admin, subscription));
  const stopping = new AbortController();
  const { signal } = stopping;

  const join = (): Promise<Consumer> => joinGroup(options, start, signal, rejoin);
  /** The client gave up for good, as it does when it is refused; whatever the reason was may end. */
  const rejoin = (): void => {
    current = current.then(async (consumer) => {
      await leave(consumer);
      return persist(join, {
        signal,
        backoff: DEFAULT_BACKOFF,
        onProblem: (error) => subscription.onProblem?.(error.message),
      });
    });
  };
  let current: Promise<Consumer | undefined> = join();
  await current;

  let stopped: Promise<void> | undefined;
  return {
    stop() {
      stopping.abort();
      stopped ??= current.then(leave);
      return stopped;
    },
  };
}

async function joinGroup(
  options: KafkaSubscriptionOptions,
  start: StartOffsets,
  stopping: AbortSignal,
  onDead: () => void,
): Promise<Consumer> {
  const { subscription, kafka } = options;
  const { groupId, topics } = subscription;
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: SESSION_TIMEOUT,
    heartbeatInterval: HEARTBEAT_INTERVAL,
    maxWaitTimeInMs: FETCH_WAIT,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 2000, retries: 10, restartOnFailure: async () => true },
  });
  /** Settled when the partitions of the present assignment stand where they should. */
  let positioned: Promise<void> = Promise.resolve();
  let running = false;

  consumer.on(consumer.events.GROUP_JOIN, (event) => {
    subscription.onProblem?.(null);
    positioned = position(options, consumer, start, event);
    positioned.catch((error: unknown) => subscription.onError?.(error));
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    const error = toBusError(payload.error, `the consumer of ${topics.join(', ')} lost the bus`);
    subscription.onError?.(error);
    subscription.onProblem?.(error.message);
    if (!payload.restart && running && !stopping.aborted) onDead();
  });

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommitInterval: COMMIT_INTERVAL,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      async eachBatch(batch: EachBatchPayload) {
        await positioned;
        if (!batch.isStale())
          await consumeBatch(batch, { ...options, heartbeatMs: HEARTBEAT_INTERVAL, stopping });
      },
    });
    await positioned;
    running = true;
    return consumer;
  } catch (error) {
    await leave(consumer);
    throw toBusError(error, `joining the group ${groupId} failed`);
  }
}

/** Puts the assigned partitions that the group has no offset for where it is to begin, and commits that. */
async function position(
  { withAdmin, subscription: { groupId, topics } }: KafkaSubscriptionOptions,
  consumer: Consumer,
  start: StartOffsets,
  { payload }: ConsumerGroupJoinEvent,
): Promise<void> {
  const wanted = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
    partitions.flatMap((partition) => start.get(`${topic}/${partition}`) ?? []),
  );
  if (wanted.length === 0) return;
  const committed = await withAdmin((admin) => committedOffsets(admin, groupId, [...topics]));
  const known = new Set(committed.map(({ topic, partition }) => `${topic}/${partition}`));
  const fresh = wanted.filter(({ topic, partition }) => !known.has(`${topic}/${partition}`));
  if (fresh.length === 0) return;
  for (const place of fresh) consumer.seek(place);
  await consumer.commitOffsets(fresh);
}

async function leave(consumer: Consumer | undefined): Promise<void> {
  await consumer?.stop().catch(() => {});
  await consumer?.disconnect().catch(() => {});
}
