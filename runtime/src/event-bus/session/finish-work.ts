import type { DispatchingNode } from '../delivery/index.ts';
import type { BusLogger } from '../observability/index.ts';
import { within } from '../../values/async/index.ts';

export interface WorkInProgress {
  readonly node: DispatchingNode | null;
  /** Resolves when no consumer has a message in a handler. */
  readonly stopped: Promise<unknown>;
  readonly logger: BusLogger;
  /** Number of messages in handlers. */
  readonly active: () => number;
}

/**
 * Waits for the messages in handlers: first for the grace period, then, with their signals aborted, for at most three
 * quarters of it. Unfinished messages are then abandoned. They are delivered again, because their offsets are not
 * committed.
 */
export async function finishWork({ node, stopped, logger, active }: WorkInProgress): Promise<void> {
  const graceMs = node?.shutdownGraceMs;
  if (graceMs === undefined) {
    await stopped;
    return;
  }
  if (await within(graceMs, stopped)) return;
  logger.warn(
    { in_flight: active(), grace_ms: graceMs },
    'work is not finished in time: its signal is aborted',
  );
  node?.abortWork?.();
  if (await within(Math.ceil(graceMs * 0.75), stopped)) return;
  logger.error({ in_flight: active() }, 'work did not stop at its signal and is abandoned');
  stopped.catch((error: unknown) => logger.warn({ error }, 'abandoned work failed'));
}
