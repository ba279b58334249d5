import { type Backoff, DEFAULT_BACKOFF, backoffMs, pause } from '../../../../retry/index.ts';

/** One life of a consumer of the client, from a successful join to its end. */
export interface Life {
  /** Resolves to the reason why the client gave up. The client never restarts by itself. */
  readonly ended: Promise<Error>;
  /** Finishes work in progress, leaves the group, and disconnects. Never rejects. */
  leave(): Promise<void>;
}

export type MembershipState = 'joining' | 'consuming' | 'waiting' | 'resting' | 'stopped';

export interface MembershipOptions {
  /** @throws if the group cannot be joined; nothing of the attempt is left then. */
  readonly join: () => Promise<Life>;
  /** The group could not be joined again. */
  readonly onJoinFailed: (error: Error) => void;
  /** The client gave up. The consumer is no longer a member. */
  readonly onDied: (error: Error) => void;
  /** Whether an end indicates a problem of the consumer, in which case the next join has to wait. */
  readonly counts: (error: Error) => boolean;
}

export interface Membership {
  state(): MembershipState;
  /** Consecutive lives that ended soon after they began. */
  deaths(): number;
  /** The present life has lasted long enough to disregard the earlier ends. */
  steady(): void;
  /** Leaves, and joins again after `ms`. Resolves when it has joined or was stopped. */
  rest(ms: number): Promise<void>;
  /** Final: no join begins afterwards. Resolves when the consumer has left, or its last attempt to join has ended. */
  stop(): Promise<void>;
}

/** Pauses before the group is joined again, because each join makes all members wait for a new assignment. */
const REJOIN: Backoff = { initialMs: 500, maxMs: 60_000 };

/** Joins, and stays a member until stopped. @throws the error of the first attempt to join. */
export async function startMembership(options: MembershipOptions): Promise<Membership> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<'stop'>((resolve) =>
    signal.addEventListener('abort', () => resolve('stop'), { once: true }),
  );
  let state: MembershipState = 'joining';
  let deaths = 0;
  /** The request to rest that is in progress. */
  let restMs = 0;
  let wanted = Promise.withResolvers<'rest'>();
  /** Called when the consumer has joined after every requested rest, or was stopped. */
  let resting: (() => void)[] = [];
  const endRest = (): void => {
    for (const tell of resting) tell();
    resting = [];
  };

  const joinAgain = async (): Promise<Life | null> => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      state = 'joining';
      try {
        return await options.join();
      } catch (thrown) {
        if (signal.aborted) return null;
        options.onJoinFailed(thrown instanceof Error ? thrown : new Error(String(thrown)));
        state = 'waiting';
        await pause(backoffMs(failures, DEFAULT_BACKOFF), signal);
      }
    }
    return null;
  };

  const stay = async (first: Life): Promise<void> => {
    for (let life: Life | null = first; life !== null; life = await joinAgain()) {
      // A request to rest may have come while the group was being joined. It is met now.
      if (restMs === 0) endRest();
      state = 'consuming';
      const end = await Promise.race([stopped, wanted.promise, life.ended]);
      state = end === 'rest' ? 'resting' : 'waiting';
      if (end instanceof Error) {
        if (options.counts(end)) deaths += 1;
        options.onDied(end);
      }
      await life.leave();
      if (end === 'stop') break;
      if (end === 'rest') {
        const ms = restMs;
        restMs = 0;
        wanted = Promise.withResolvers();
        await pause(ms, signal);
      } else if (deaths > 0) await pause(backoffMs(deaths, REJOIN), signal);
    }
    state = 'stopped';
    endRest();
  };

  const first = await options.join();
  const staying = stay(first);
  return {
    state: () => state,
    deaths: () => deaths,
    steady() {
      deaths = 0;
    },
    rest(ms) {
      if (state === 'stopped' || signal.aborted) return Promise.resolve();
      restMs = Math.max(restMs, ms, 1);
      wanted.resolve('rest');
      return new Promise((resolve) => resting.push(resolve));
    },
    async stop() {
      stopping.abort();
      await staying;
    },
  };
}
