import type {
  Admin,
  Consumer,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  Kafka,
  PartitionAssigner,
} from 'kafkajs';
import { SESSION_TIMEOUT_MS } from '../../contract/workflow/step-limits.ts';
import type { Backoff } from '../backoff.ts';
import type { SubscribeOptions } from '../transport.ts';
import { consumeBatch } from './consume-batch.ts';
import { newestVersionAssigner, versionsIn } from './group/index.ts';
import type { InHand } from './in-hand.ts';
import { isMissingTopic, toBusError } from './kafka-error.ts';
import type { Lag } from './lag.ts';
import { joinAfter } from './partitions/index.ts';
import { type PartitionOffset, committedOffsets } from './start-offsets.ts';

export interface JoinOptions {
  readonly kafka: Kafka;
  readonly library: typeof import('kafkajs');
  /** Runs work with a connected admin client. */
  readonly withAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly subscription: SubscribeOptions;
  /** Most records of one partition in hand at once. */
  readonly concurrency: number;
  readonly backoff: Backoff;
  readonly lag: Lag;
  readonly inHand: InHand;
  /** Where to begin in partitions that the group has no offset for. */
  readonly start: Map<string, PartitionOffset>;
  readonly stopping: AbortSignal;
  /** The group was joined, for the first time or again. */
  readonly onJoin: () => void;
  /** The client gave up for good. */
  readonly onCrash: (error: Error) => void;
  /** It did so after `joinGroup` had given it out. */
  readonly onDead: () => void;
}

const HEARTBEAT_INTERVAL = 1000;
/** How long an idle fetch waits at the broker; stopping waits as long. */
const FETCH_WAIT = 250;
const PARTITIONS_AT_ONCE = 16;

/** One life of a consumer, from joining the group on. @throws OnexError EVENT_BUS_ERROR when it cannot join. */
export async function joinGroup(options: JoinOptions): Promise<Consumer> {
  const { subscription, kafka, library, lag, stopping, inHand } = options;
  const { groupId, topics, version } = subscription;
  const consumer = kafka.consumer({
    groupId,
    // Members of release 0.1 know only the assignment by turns, and a group uses what all its members know.
    partitionAssigners: [
      ...(version === undefined ? [] : [newestVersionAssigner(library, version)]),
      library.PartitionAssigners.roundRobin,
    ].map((assigner) => handingOver(assigner, inHand)),
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_INTERVAL,
    maxWaitTimeInMs: FETCH_WAIT,
    allowAutoTopicCreation: false,
    retry: {
      initialRetryTime: 200,
      maxRetryTime: 2000,
      retries: 10,
      // The client would start again five times a second, without end, for a topic that nobody may ever make.
      restartOnFailure: async (error) => !isMissingTopic(error),
    },
  });
  /** Settled when the partitions of the present assignment stand where they should. */
  let positioned: Promise<void> = Promise.resolve();
  let running = false;
  let dead: Error | null = null;

  let reported = '';
  const reportVersions = async (): Promise<void> => {
    const { onVersions } = subscription;
    if (onVersions === undefined) return;
    try {
      const versions = await options.withAdmin((admin) => versionsIn(admin, groupId, library));
      if (versions.join() === reported) return;
      reported = versions.join();
      onVersions(versions);
    } catch (error) {
      subscription.onError?.(error);
    }
  };

  consumer.on(consumer.events.GROUP_JOIN, (event) => {
    options.onJoin();
    inHand.assigned(event.payload.memberAssignment, event.payload.memberId);
    lag.assigned(event.payload.memberAssignment);
    positioned = position(options, consumer, event);
    positioned.catch((error: unknown) => subscription.onError?.(error));
    void reportVersions();
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    const error = toBusError(payload.error, `the consumer of ${topics.join(', ')} lost the bus`);
    subscription.onError?.(error);
    subscription.onProblem?.(error.message);
    if (payload.restart) return;
    dead = error;
    options.onCrash(error);
    if (running && !stopping.aborted) options.onDead();
  });

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      // Where the client fetches on and what is committed are two things, as records pass a slow one.
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      async eachBatch(batch: EachBatchPayload) {
        await positioned;
        if (batch.isStale()) return;
        await consumeBatch(batch, options);
      },
    });
    await positioned;
    // The client says by an event alone that its first try to join was its last.
    if (dead !== null) throw dead as Error;
    running = true;
    return consumer;
  } catch (error) {
    await leave(consumer);
    throw toBusError(error, `joining the group ${groupId} failed`);
  }
}

/**
 * Puts the assigned partitions that the group has no offset for where it is to begin, and commits that. It is so placed
 * once: a partition whose offset is lost afterwards is that of a new topic, whose first record is the one to begin with.
 */
async function position(
  { withAdmin, subscription: { groupId, topics }, start }: JoinOptions,
  consumer: Consumer,
  { payload }: ConsumerGroupJoinEvent,
): Promise<void> {
  const wanted = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
    partitions.flatMap((partition) => start.get(`${topic}/${partition}`) ?? []),
  );
  if (wanted.length === 0) return;
  const committed = await withAdmin((admin) => committedOffsets(admin, groupId, [...topics]));
  const known = new Set(committed.map(({ topic, partition }) => `${topic}/${partition}`));
  const fresh = wanted.filter(({ topic, partition }) => !known.has(`${topic}/${partition}`));
  if (fresh.length > 0) {
    for (const place of fresh) consumer.seek(place);
    await consumer.commitOffsets(fresh);
  }
  for (const { topic, partition } of wanted) start.delete(`${topic}/${partition}`);
}

/** The assigner, which the client gives its cluster to: what is in hand is handed over before each join. */
function handingOver(assigner: PartitionAssigner, inHand: InHand): PartitionAssigner {
  return (config) => {
    joinAfter(config.cluster, () => inHand.handOver());
    return assigner(config);
  };
}

export async function leave(consumer: Consumer | undefined): Promise<void> {
  await consumer?.stop().catch(() => {});
  await consumer?.disconnect().catch(() => {});
}
