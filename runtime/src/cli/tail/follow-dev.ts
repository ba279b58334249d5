import { CliError } from '../cli-error.ts';
import {
  comingDev,
  findDev,
  nextDev,
  type EventFilter,
  type OnEvent,
  type OpenTail,
  type RunningDev,
} from '../control/index.ts';

export interface FollowOptions {
  /** Of the first `dev`: what it has, or what comes from now on. Of the later ones nothing is missed. */
  readonly from: 'start' | 'now';
  readonly stateDirectory: string;
  readonly filter: EventFilter;
  readonly print: OnEvent;
  /** Called when `dev` ends or restarts. */
  readonly note: (line: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Follows the events of a `dev`, and of each that runs in the project after it. Any user or program may start them. */
export async function followDev(first: RunningDev, options: FollowOptions): Promise<void> {
  const { stateDirectory, filter, print, note, signal } = options;
  let { from } = options;
  const onLeftOut = (count: number): void => note(leftOutNote(count));
  let dev: RunningDev | null = first;
  while (dev !== null && !signal.aborted) {
    const last: RunningDev = dev;
    const opening = last.client.tail({ ...filter, from, follow: true }, print, onLeftOut);
    const tail: OpenTail | null = await (last === first ? opening : opening.catch(nullWhereGone));
    if (tail !== null) await endOf(tail, signal);
    dev = (await findDev(stateDirectory)) ?? (await nextDev(stateDirectory, signal));
    if (dev === null && !signal.aborted) {
      note('dev has ended; waiting for the next one of this project, until Ctrl-C');
      dev = await comingDev(stateDirectory, signal);
    }
    if (dev === null || signal.aborted) return;
    // If the process still runs, only the connection was lost, and printed events must not be repeated.
    const same = dev.endpoint.token === last.endpoint.token && tail !== null;
    from = same ? 'now' : 'start';
    note(same ? 'the connection to dev was lost; events may be missing here' : 'dev started again');
  }
}

/** Reports how many events a slow reader has missed. */
export function leftOutNote(count: number): string {
  return `${count} events are missing here, because they were not read in time`;
}

async function endOf(tail: OpenTail, signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', tail.close);
  // Its first events came before it could be closed.
  if (signal.aborted) tail.close();
  await tail.ended;
  signal.removeEventListener('abort', tail.close);
}

/** A `dev` that was found may end before it answers. A refusal can only occur at the first one. */
function nullWhereGone(error: unknown): null {
  if (error instanceof CliError) return null;
  throw error;
}
