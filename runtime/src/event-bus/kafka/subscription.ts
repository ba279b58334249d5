import type { Consumer } from 'kafkajs';
import { type Backoff, DEFAULT_BACKOFF, backoffMs, pause } from '../backoff.ts';
import { persist } from '../persist.ts';
import type { Subscription } from '../transport.ts';
import { GOODBYE_MS, within } from '../within.ts';
import { groupToJoin } from './group/index.ts';
import { createInHand } from './in-hand.ts';
import { type JoinOptions, joinGroup, leave } from './join-group.ts';
import { isMissingTopic } from './kafka-error.ts';
import { createLag } from './lag.ts';
import { findStartOffsets } from './start-offsets.ts';

export type KafkaSubscriptionOptions = Pick<
  JoinOptions,
  'kafka' | 'library' | 'withAdmin' | 'subscription' | 'concurrency' | 'backoff'
>;

const LAG_INTERVAL = 10_000;
/** How long a consumer has to live before what ended the one before it counts as over. */
const STEADY_MS = 10_000;
/** Pauses before the group is joined again: each time all its members have to wait for a new share of partitions. */
const REJOIN: Backoff = { initialMs: 500, maxMs: 60_000 };

/** Joins the group and handles its records until stopped. @throws OnexError EVENT_BUS_ERROR when it cannot join. */
export async function startKafkaSubscription(options: KafkaSubscriptionOptions): Promise<Subscription> {
  const { withAdmin, subscription } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const lag = createLag({ subscription, withAdmin, staleMs: LAG_INTERVAL });
  const inHand = createInHand({
    onCommitted: (topic, partition) => lag.tell(topic, partition),
    onError: (error) => subscription.onError?.(error),
  });
  const looking = setInterval(() => void lag.refresh().catch(() => {}), LAG_INTERVAL);
  looking.unref();
  /** Lives that ended soon after they had begun, one after another. */
  let deaths = 0;
  let steady: NodeJS.Timeout | undefined;

  const onSteady = (): void => {
    deaths = 0;
    subscription.onProblem?.(null);
  };
  /** Joining proves little: what cannot be read, such as a batch that cannot be unpacked, is met only afterwards. */
  const onJoin = (): void => {
    clearTimeout(steady);
    if (deaths === 0) subscription.onProblem?.(null);
    else steady = setTimeout(onSteady, STEADY_MS).unref();
  };
  const join = async (): Promise<Consumer> => {
    const { wanted, start } = await withAdmin(async (admin) => {
      const groupId = await groupToJoin(admin, subscription);
      return {
        wanted: { ...subscription, groupId },
        start: await findStartOffsets(admin, { ...subscription, groupId }),
      };
    });
    return joinGroup({
      ...options,
      subscription: wanted,
      lag,
      inHand,
      start,
      stopping: signal,
      onJoin,
      onCrash,
      onDead,
    });
  };
  /** A topic that is missing is told, with its remedy, by whoever looks after topics. */
  const onCrash = (error: Error): void => {
    clearTimeout(steady);
    if (!isMissingTopic(error)) deaths += 1;
  };
  /** Whatever the reason was may end. */
  const onDead = (): void => {
    current = current.then(async (consumer) => {
      await leave(consumer);
      if (deaths > 0) await pause(backoffMs(deaths, REJOIN), signal);
      return persist(join, {
        signal,
        backoff: DEFAULT_BACKOFF,
        onProblem: (problem) => {
          if (!isMissingTopic(problem)) subscription.onProblem?.(problem.message);
        },
      });
    });
  };
  const end = async (consumer: Consumer | undefined): Promise<void> => {
    clearInterval(looking);
    clearTimeout(steady);
    await leave(consumer);
    lag.assigned({});
  };
  let current: Promise<Consumer | undefined> = join();
  await current.catch(async (error: unknown) => {
    await end(undefined);
    throw error;
  });

  const stop = async (): Promise<void> => {
    stopping.abort();
    const ended = current.then(end);
    await inHand.none();
    // A broker that hangs is not waited for: it will find out by itself that this member is gone.
    await within(GOODBYE_MS, ended);
  };
  let stopped: Promise<void> | undefined;
  return { stop: () => (stopped ??= stop()) };
}
