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
import { type Assignments, type ClusterView, type Life, captureCluster } from './membership/index.ts';
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
  /** Most records of one partition in progress at once. */
  readonly concurrency: number;
  readonly backoff: Backoff;
  readonly lag: Lag;
  readonly inFlight: InFlightWork;
  /** Where to begin in partitions that the group has no offset for. */
  readonly start: Map<string, PartitionOffset>;
  readonly assignments: Assignments;
  readonly stopping: AbortSignal;
  /** The group was joined, for the first time or again. */
  readonly onJoin: (consumer: JoinedConsumer) => void;
}

/** What may be done with a consumer while it is a member. */
export interface JoinedConsumer {
  readonly view: ClusterView;
  /** Reads a partition from another offset on, and forgets what was fetched of it. */
  readFrom(place: PartitionOffset): void;
}

const HEARTBEAT_INTERVAL = 1000;
/** How long an idle fetch waits at the broker; stopping waits as long. */
const FETCH_WAIT = 250;
const PARTITIONS_AT_ONCE = 16;
/** How old the client's knowledge of topics may be: so soon it sees partitions that were added. */
const METADATA_MAX_AGE = 5000;

/**
 * One life of a consumer of the client, from joining the group on. The client does not restart: the owner of this
 * life begins the next one. @throws OnexError EVENT_BUS_ERROR when it cannot join; no consumer is left then.
 */
export async function joinGroup(options: JoinOptions): Promise<Life> {
  const { subscription, kafka, library, lag, stopping, inFlight } = options;
  const { groupId, topics, version } = subscription;
  let view: ClusterView | null = null;
  // Members of release 0.1 know only the assignment by turns, and a group uses what all its members know.
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
  /** Settled when the partitions of the present assignment stand where they should. */
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
  // The client hands out no batch without records, and fetches on behind it.
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
    return { ended: died.promise, leave: () => leave(consumer) };
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

/** The client asks it each time it is about to join: while the subscription stops, it joins no more. */
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

/** The assigner, which the client gives its cluster to: what is in progress is handed over before each join. */
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
