import { errorText } from '../../errors/index.ts';
import { within } from '../../values/async/index.ts';
import { LONGEST_TIMER } from '../../values/index.ts';
import type { ConsulClient } from './consul-client.ts';
import { type RegistrationPart, reconcile } from './reconcile.ts';
import { type RegisteredNode, consulService } from './registered-node.ts';
import { deregisterNode, findNamesake } from './registration.ts';

export interface SelfRegistrationOptions {
  readonly consul: ConsulClient;
  readonly node: RegisteredNode;
  /** How often the registration is verified, in ms. */
  readonly intervalMs: number;
  /** Called with the reason why the node is not completely registered, and with null when it is. */
  readonly onProblem: (problem: string | null) => void;
  /** Called with the parts that were missing and are registered again. */
  readonly onAgain: (parts: readonly RegistrationPart[]) => void;
  /** Called once if the entries cannot be tied to the health check because a right is missing. */
  readonly onUntied: (error: Error) => void;
}

export interface SelfRegistration {
  /** Removes what was registered. @throws OnexError DEPENDENCY_UNAVAILABLE. */
  stop(): Promise<void>;
}

/** First and longest pause between attempts while Consul is unavailable, in ms. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** How long a shutdown waits to learn whether another process is registered by now, in ms. */
const LOOK_MS = 500;

/**
 * Registers a node and repairs its registration, in the background: a Consul that is unavailable, slow, or restarted
 * without data never delays the node. A node whose ID is in use elsewhere is not registered, because it would replace
 * the other one; it is registered as soon as Consul no longer reports the other one as healthy.
 */
export function startSelfRegistration(options: SelfRegistrationOptions): SelfRegistration {
  const { consul, node, intervalMs, onProblem, onAgain } = options;
  const present = new Set<RegistrationPart>();
  let wasComplete = false;
  let mayTie = true;
  let problem: string | null = 'not registered yet';
  let stopped = false;

  const isStopped = (): boolean => stopped;
  const report = (now: string | null): void => {
    if (now !== problem && !stopped) onProblem(now);
    problem = now;
  };
  const onUntied = (error: Error): void => {
    mayTie = false;
    options.onUntied(error);
  };
  const verify = async (): Promise<void> => {
    const namesake = await findNamesake(consul, node);
    if (stopped) return;
    if (namesake !== null) {
      present.clear();
      throw new Error(
        `Consul: the ID of this node, ${node.nodeId}, is in use by ${namesake}. ` +
          'Start this node with a unique ONEX_INSTANCE_ID, or stop the other one.',
      );
    }
    const written = await reconcile(consul, node, {
      stopped: isStopped,
      present,
      ...(mayTie && { onUntied }),
    });
    if (wasComplete && written.length > 0 && !isStopped()) onAgain(written);
    wasComplete = true;
  };

  onProblem(`Consul: ${problem}`);
  const rounds = startRounds(verify, intervalMs, report);
  return {
    async stop() {
      stopped = true;
      const wasBusy = rounds.isBusy();
      // Sent at once, because the caller of a shutdown may have no time to wait for an unanswered request.
      const removed = removeOwn(consul, node, new Set(present));
      await Promise.all([rounds.end(), removed]);
      // A write that was in flight may have arrived after the removal.
      if (wasBusy) await removeOwn(consul, node, present);
    },
  };
}

/** Removes parts of the registration, unless another process with the ID, such as a successor, is registered by now. */
async function removeOwn(
  consul: ConsulClient,
  node: RegisteredNode,
  parts: ReadonlySet<RegistrationPart>,
): Promise<void> {
  if (parts.size === 0) return;
  const { id, address, port } = consulService(node);
  let isReplaced = false;
  const looking = consul.agentService(id).then((found) => {
    isReplaced = found !== null && (found.address !== address || found.port !== port);
  });
  // A slow Consul must still receive the removal before the process ends.
  await within(
    LOOK_MS,
    looking.catch(() => {}),
  );
  if (isReplaced) return;
  await deregisterNode(consul, node, parts);
}

/** Repeats `work`: after `intervalMs` if it succeeded, otherwise sooner, with growing pauses. */
function startRounds(
  work: () => Promise<void>,
  intervalMs: number,
  report: (problem: string | null) => void,
): { isBusy(): boolean; end(): Promise<void> } {
  const longest = Math.min(intervalMs, LONGEST_PAUSE);
  let pause = Math.min(FIRST_PAUSE, longest);
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let busy = true;
  const round = async (): Promise<void> => {
    let next = intervalMs;
    busy = true;
    try {
      await work();
      report(null);
      pause = Math.min(FIRST_PAUSE, longest);
    } catch (error) {
      report(errorText(error));
      next = pause;
      pause = Math.min(pause * 2, longest);
    }
    busy = false;
    if (ended) return;
    timer = setTimeout(() => void (running = round()), Math.min(next, LONGEST_TIMER));
    timer.unref();
  };
  let running = round();
  return {
    isBusy: () => busy,
    async end() {
      ended = true;
      clearTimeout(timer);
      await running;
    },
  };
}
