import { startTicker } from '../ticker.ts';
import type { ConsulClient } from './consul-client.ts';
import type { RegisteredNode } from './registered-node.ts';
import { deregisterNode, ensureRegistered, findNamesake, registerNode } from './registration.ts';

export interface SelfRegistrationOptions {
  readonly consul: ConsulClient;
  readonly node: RegisteredNode;
  /** How often it is looked whether the agent still knows the node, in ms. */
  readonly intervalMs: number;
  /** Told why the node is not registered, and null when it is. */
  readonly onProblem: (problem: string | null) => void;
  /** Told when the agent had forgotten the node and knows it again. */
  readonly onAgain: () => void;
}

export interface SelfRegistration {
  /** Deregisters, if it was registered. @throws OnexError DEPENDENCY_UNAVAILABLE. */
  stop(): Promise<void>;
}

/** Longest pause between tries while Consul is unavailable, in ms. */
const LONGEST_PAUSE = 30_000;

/**
 * Keeps a node registered, in the background: a Consul that is unavailable, slow, or restarted without data never delays
 * the node. A node whose ID is in use elsewhere is not registered, because it would replace the other one; it is
 * registered as soon as Consul no longer reports the other one as healthy.
 */
export function startSelfRegistration(options: SelfRegistrationOptions): SelfRegistration {
  const { consul, node, intervalMs, onProblem, onAgain } = options;
  let registered = false;
  let begun = false;
  let problem: string | null = 'not registered yet';
  let stopped = false;

  const tell = (now: string | null): void => {
    if (now !== problem && !stopped) onProblem(now);
    problem = now;
  };
  const isStopped = (): boolean => stopped;
  const keep = async (): Promise<void> => {
    try {
      const namesake = await findNamesake(consul, node);
      if (stopped) return;
      if (namesake !== null) {
        registered = false;
        tell(
          `Consul: the ID of this node, ${node.nodeId}, is in use by ${namesake}. ` +
            'Start this node with an ONEX_INSTANCE_ID of its own, or stop the other one.',
        );
        return;
      }
      if (!registered) await registerNode(consul, node, isStopped);
      else if (await ensureRegistered(consul, node, isStopped)) onAgain();
      registered = true;
      begun = true;
      tell(null);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  };

  onProblem(`Consul: ${problem}`);
  const first = keepTrying(keep, () => registered || stopped, Math.min(intervalMs, LONGEST_PAUSE));
  const ticker = startTicker(intervalMs, async () => {
    if (begun) await keep();
  });
  return {
    async stop() {
      stopped = true;
      const wasRegistered = registered;
      // Sent at once: the caller of a shutdown may have no time to wait for a request that is still unanswered.
      const gone = wasRegistered ? deregisterNode(consul, node) : undefined;
      await Promise.all([first.end(), ticker.stop(), gone]);
      if (registered && !wasRegistered) await deregisterNode(consul, node);
    },
  };
}

/** Repeats work, at first quickly, until it is enough. */
function keepTrying(
  work: () => Promise<void>,
  enough: () => boolean,
  longest: number,
): { end(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = (delay: number): void => {
    running = work().then(() => {
      if (enough()) return;
      timer = setTimeout(() => round(Math.min(delay * 2, longest)), delay);
      timer.unref();
    });
  };
  round(Math.min(500, longest));
  return {
    async end() {
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}
