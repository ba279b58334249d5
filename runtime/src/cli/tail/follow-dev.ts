import { CliError } from '../cli-error.ts';
import {
  nextDev,
  type BusEvent,
  type EventFilter,
  type OpenTail,
  type RunningDev,
} from '../control/index.ts';

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
      const opening = dev.client.tail({ ...filter, from, follow: true }, onEvent);
      const tail: OpenTail | null = await (dev === first ? opening : opening.catch(nullWhereGone));
      if (tail !== null) interrupted.signal.addEventListener('abort', tail.close, { once: true });
      await tail?.ended;
      if (interrupted.signal.aborted) return;
      dev = await nextDev(stateDirectory, interrupted.signal);
      note(dev === null ? 'dev has ended' : 'dev started again');
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** A `dev` that was found may end before it answers; what it refuses it has refused at first. */
function nullWhereGone(error: unknown): null {
  if (error instanceof CliError) return null;
  throw error;
}
