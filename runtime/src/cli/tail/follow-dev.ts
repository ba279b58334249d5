import { setTimeout as pause } from 'node:timers/promises';
import {
  findDev,
  type BusEvent,
  type EventFilter,
  type OpenTail,
  type RunningDev,
} from '../control/index.ts';

const RETRY_MS = 200;

/**
 * Follows the events of a `dev`, and of the one its supervisor starts after a change, until it ends for good or the
 * user interrupts. `note` is told of restarts and of the end.
 */
export async function followDev(
  first: RunningDev,
  stateDirectory: string,
  filter: EventFilter,
  onEvent: (event: BusEvent) => void,
  note: (line: string) => void,
): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    let dev: RunningDev | null = first;
    while (dev !== null && !interrupted.signal.aborted) {
      // Of a bus that began while we waited nothing is to be missed.
      const from = dev === first ? 'now' : 'start';
      const tail: OpenTail = await dev.client.tail({ ...filter, from, follow: true }, onEvent);
      interrupted.signal.addEventListener('abort', tail.close, { once: true });
      await tail.ended;
      if (interrupted.signal.aborted) return;
      dev = await nextDev(dev, stateDirectory, interrupted.signal);
      note(dev === null ? 'dev has ended' : 'dev started again');
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Waits for the next process of the same supervisor; null: there is no supervisor, or it is gone. */
async function nextDev(
  last: RunningDev,
  stateDirectory: string,
  signal: AbortSignal,
): Promise<RunningDev | null> {
  const { supervisor } = last.endpoint;
  if (supervisor === null) return null;
  while (!signal.aborted && isAlive(supervisor)) {
    const dev = await findDev(stateDirectory);
    if (dev !== null && dev.endpoint.pid !== last.endpoint.pid) return dev;
    await pause(RETRY_MS, undefined, { signal }).catch(() => {});
  }
  return null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
