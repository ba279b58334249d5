import { NodeFault } from '../../../../errors/index.ts';
import type { Subscription } from '../../transport.ts';
import { CLOSE_LIMIT_MS, within } from '../../../../values/async/index.ts';
import { explainRights, mayBeRight } from '../cluster/index.ts';
import {
  type Life,
  type Membership,
  createAssignments,
  createTopicChanges,
  startMembership,
} from './membership/index.ts';
import { groupToJoin } from './group/index.ts';
import { createInFlightWork } from './in-flight-work.ts';
import { type JoinOptions, type JoinedConsumer, joinGroup } from './join-group.ts';
import { isMissingTopic, toBusError } from '../kafkajs/index.ts';
import { createLag, findStartOffsets } from './offsets/index.ts';

export type KafkaSubscriptionOptions = Pick<
  JoinOptions,
  'kafka' | 'library' | 'withAdmin' | 'subscription' | 'concurrency' | 'backoff'
> & {
  /** The principal of the client at the broker. */
  readonly principal: string;
};

const LAG_INTERVAL = 10_000;
/** How often topics are compared with their previous state. */
const LOOK_INTERVAL = 10_000;
/** How long a consumer has to live before the reason for the previous one's end counts as resolved. */
const STEADY_MS = 10_000;

/** Joins the group and handles its records until stopped. @throws OnexError EVENT_BUS_ERROR if it cannot join. */
export async function startKafkaSubscription(options: KafkaSubscriptionOptions): Promise<Subscription> {
  const { withAdmin, subscription, library } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const lag = createLag({ subscription, withAdmin, staleMs: LAG_INTERVAL });
  const assignments = createAssignments(subscription);
  const inFlight = createInFlightWork({
    onCommitted: (topic, partition) => lag.tell(topic, partition),
    onError: (error) => subscription.onError?.(error),
  });
  let steady: NodeJS.Timeout | undefined;
  let joined: JoinedConsumer | null = null;
  let membership: Membership | null = null;
  let groupId = subscription.groupId;

  const changes = createTopicChanges({
    subscription: { ...subscription, groupId: () => groupId },
    lag,
    decode: (share) =>
      Object.entries(library.AssignerProtocol.MemberAssignment.decode(share)?.assignment ?? {}).flatMap(
        ([topic, partitions]) => partitions.map((partition) => `${topic}/${partition}`),
      ),
  });
  let looking: Promise<void> | null = null;
  const look = (): void => {
    if (joined === null || signal.aborted) return;
    const { view, readFrom } = joined;
    looking ??= changes
      .look({ view, readFrom, assigned: assignments.current() })
      .catch((error: unknown) => subscription.onError?.(error))
      .finally(() => (looking = null));
  };

  /** A problem that repeats is reported once. */
  let reported: string | null | undefined;
  const tell = (problem: string | null): void => {
    if (problem !== reported) subscription.onProblem?.(problem, 'membership');
    reported = problem;
  };
  const member = (): void => {
    steady = undefined;
    membership?.steady();
    tell(null);
  };
  /** Joining proves little: records that cannot be read, such as a corrupt batch, are found only afterwards. */
  const onJoin = (consumer: JoinedConsumer): void => {
    const isFirst = joined === null;
    joined = consumer;
    look();
    if (membership === null || membership.deaths() === 0) member();
    else if (isFirst) steady = setTimeout(member, STEADY_MS).unref();
  };
  const onLeft = (): void => {
    joined = null;
    clearTimeout(steady);
    lag.assigned({});
    assignments.none();
  };
  /** The watch of topics reports a missing topic, with its remedy. */
  const report = (error: Error): void => {
    if (!isMissingTopic(error)) tell(toBusError(error, 'joining failed').message);
  };

  /** Names the missing right, if that is the reason. */
  const explained = async (error: unknown): Promise<unknown> => {
    if (!mayBeRight(error) || signal.aborted) return error;
    const { kafka, principal } = options;
    const needed = { groups: [groupId], read: subscription.topics };
    const text = await explainRights({ kafka, library, principal }, needed);
    return text === null ? error : new NodeFault('EVENT_BUS_ERROR', text, { cause: error });
  };
  const join = (): Promise<Life> =>
    joinOnce().catch(async (error: unknown) => {
      throw await explained(error);
    });
  const joinOnce = async (): Promise<Life> => {
    const leaving = new AbortController();
    const start = await withAdmin(async (admin) => {
      groupId = await groupToJoin(admin, subscription);
      return findStartOffsets(admin, { ...subscription, groupId });
    });
    const wanted = { ...subscription, groupId };
    const life = await joinGroup({
      ...options,
      subscription: wanted,
      lag,
      inFlight,
      start,
      assignments,
      stopping: AbortSignal.any([signal, leaving.signal]),
      onJoin,
    });
    return {
      ended: life.ended,
      async leave() {
        leaving.abort();
        // A member that only joins again does not wait for slow handlers, but one that stops does.
        if (signal.aborted) await inFlight.none();
        else await inFlight.handOver();
        await life.leave();
        onLeft();
      },
    };
  };

  const started = await startMembership({
    join,
    counts: (error) => !isMissingTopic(error),
    onJoinFailed: report,
    onDied(error) {
      clearTimeout(steady);
      tell(error.message);
      if (!mayBeRight(error)) return;
      void explained(error).then((reason) => {
        if (reported !== null && reason instanceof Error) tell(reason.message);
      });
    },
  });
  membership = started;
  const timers = [
    setInterval(() => void lag.refresh().catch(() => {}), LAG_INTERVAL).unref(),
    setInterval(look, LOOK_INTERVAL).unref(),
  ];

  const stop = async (): Promise<void> => {
    stopping.abort();
    timers.forEach(clearInterval);
    clearTimeout(steady);
    const ended = started.stop();
    await inFlight.none();
    // Does not wait for a broker that hangs. It will detect by itself that this member is gone.
    await within(CLOSE_LIMIT_MS, ended);
    onLeft();
  };
  let stopped: Promise<void> | undefined;
  return { rest: (ms) => started.rest(ms), stop: () => (stopped ??= stop()) };
}
