import type {
  Admin,
  Consumer,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  Kafka,
  PartitionAssigner,
} from 'kafkajs';
import { SESSION_TIMEOUT_MS } from '../../../../contract/workflow/step-limits.ts';
import type { Backoff } from '../../../retry/index.ts';
import type { SubscribeOptions } from '../../transport.ts';
import { consumeBatch } from './consume-batch.ts';
import { type ClusterView, captureCluster } from '../cluster/index.ts';
import type { Assignments, Life } from './membership/index.ts';
import { newestVersionAssigner, subscribedOnlyAssigner, versionsIn } from './group/index.ts';
import type { InFlightWork } from './in-flight-work.ts';
import { toBusError } from '../kafkajs/index.ts';
import { type Lag, type PartitionOffset, committedOffsets } from './offsets/index.ts';
import { joinAfter } from './partitions/index.ts';

export interface JoinOptions {
  readonly kafka: Kafka;
  readonly library: typeof import('kafkajs');
  /** Runs work with a connected admin client. */
  readonly withAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly subscription: SubscribeOptions;
  /** Maximum number of records of one partition in progress at once. */
  readonly concurrency: number;
  readonly backoff: Backoff;
  readonly lag: Lag;
  readonly inFlight: InFlightWork;
  /** Where to begin in partitions that have no offset for the group. */
  readonly start: Map<string, PartitionOffset>;
  readonly assignments: Assignments;
  readonly stopping: AbortSignal;
  /** The group was joined, for the first time or again. */
  readonly onJoin: (consumer: JoinedConsumer) => void;
}

/** What callers may do with a consumer while it is a member. */
export interface JoinedConsumer {
  readonly view: ClusterView;
  /** Reads a partition from another offset on, and discards what was fetched from it. */
  readFrom(place: PartitionOffset): void;
}

const HEARTBEAT_INTERVAL = 1000;
/** How long an idle fetch waits at the broker. Stopping takes as long. */
const FETCH_WAIT = 250;
const PARTITIONS_AT_ONCE = 16;
/** Maximum age of the client's metadata, which determines how soon it detects new partitions. */
const METADATA_MAX_AGE = 5000;

/**
 * One life of a consumer of the client, which begins when it joins the group. The client does not restart: the owner of
 * this life begins the next one. @throws OnexError EVENT_BUS_ERROR if it cannot join; no consumer is left then.
 */
export async function joinGroup(options: JoinOptions): Promise<Life> {
  const { subscription, kafka, library, lag, stopping, inFlight } = options;
  const { groupId, topics, version } = subscription;
  let view: ClusterView | null = null;
  // Members of release 0.1 support only the round-robin assignment, and a group uses an assigner that all its members
  // support.
  const assigners = [
    ...(version === undefined ? [] : [newestVersionAssigner(library, version)]),
    subscribedOnlyAssigner(library),
  ];
  const consumer = kafka.consumer({
    groupId,
    partitionAssigners: assigners.map((assigner) =>
      captureCluster(
        untilStopped(handingOver(assigner, inFlight), stopping),
        (captured) => (view = captured),
      ),
    ),
    sessionTimeout: SESSION_TIMEOUT_MS,
    heartbeatInterval: HEARTBEAT_INTERVAL,
    maxWaitTimeInMs: FETCH_WAIT,
    metadataMaxAge: METADATA_MAX_AGE,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 2000, retries: 5, restartOnFailure: async () => false },
  });
  /** Settled when the partitions of the present assignment are at the right offsets. */
  let positioned: Promise<void> = Promise.resolve();
  const died = Promise.withResolvers<Error>();
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

  const readFrom = (place: PartitionOffset): void => {
    inFlight.forget(place.topic, place.partition);
    consumer.seek(place);
    consumer.commitOffsets([place]).catch((error: unknown) => subscription.onError?.(error));
  };
  consumer.on(consumer.events.GROUP_JOIN, (event) => {
    inFlight.assigned(event.payload.memberAssignment, event.payload.memberId);
    lag.assigned(event.payload.memberAssignment);
    options.assignments.assigned(event.payload.memberAssignment);
    if (view !== null) options.onJoin({ view, readFrom });
    positioned = position(options, consumer, event);
    positioned.catch((error: unknown) => subscription.onError?.(error));
    void reportVersions();
  });
  // The client delivers no batch without records, and continues to fetch after it.
  consumer.on(
    consumer.events.END_BATCH_PROCESS,
    ({ payload: { topic, partition, batchSize, lastOffset } }) => {
      if (batchSize === 0) inFlight.skipped(topic, partition, BigInt(lastOffset));
    },
  );
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    const error = toBusError(payload.error, `the consumer of ${topics.join(', ')} lost the bus`);
    subscription.onError?.(error);
    dead = error;
    died.resolve(error);
  });

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      // The fetch offset and the committed offset differ, because records may pass a slow one.
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
    // The client reports only by an event that it will not repeat a failed first join.
    if (dead !== null) throw dead as Error;
    return { ended: died.promise, leave: () => leave(consumer) };
  } catch (error) {
    await leave(consumer);
    throw toBusError(error, `joining the group ${groupId} failed`);
  }
}

/**
 * Sets the start offset of assigned partitions that have no offset for the group, and commits it. This happens once. If
 * a partition's offset is lost later, its topic was created again, so the partition begins with its first record.
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

/** The client calls it each time it is about to join. A subscription that is stopping does not join again. */
function untilStopped(assigner: PartitionAssigner, stopping: AbortSignal): PartitionAssigner {
  return (config) => {
    const made = assigner(config);
    return {
      ...made,
      protocol(subscribed) {
        if (stopping.aborted) throw new Error('the subscription was stopped');
        return made.protocol(subscribed);
      },
    };
  };
}

/** The assigner, which receives the client's cluster, so work in progress can be handed over before each join. */
function handingOver(assigner: PartitionAssigner, inFlight: InFlightWork): PartitionAssigner {
  return (config) => {
    joinAfter(config.cluster, () => inFlight.handOver());
    return assigner(config);
  };
}

async function leave(consumer: Consumer): Promise<void> {
  await consumer.stop().catch(() => {});
  await consumer.disconnect().catch(() => {});
}
