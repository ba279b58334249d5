import type { Clock } from '../../../src/workflow/run/timing/clock.ts';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Virtual time. Nothing in a simulation waits for real time: what happens next is the earliest event. */
export interface World extends Clock {
  /** Runs events until `isOver`, or until the time is up. @returns whether it was over. */
  play(isOver: () => Promise<boolean>, untilMs: number): Promise<boolean>;
}

const START = 1_700_000_000_000;
/** Events between two looks whether it is over. */
const LOOK_EVERY = 25;

export function createWorld(): World {
  const events: Event[] = [];
  const cancelled = new Set<Event>();
  let now = START;
  let order = 0;
  return {
    now: () => now,
    after(ms, run) {
      const event = { at: now + Math.max(0, ms), order: (order += 1), run };
      let place = events.length;
      while (place > 0 && isLater(events[place - 1]!, event)) place -= 1;
      events.splice(place, 0, event);
      return () => void cancelled.add(event);
    },
    async play(isOver, untilMs) {
      const end = now + untilMs;
      await settled();
      for (let count = 1; events.length > 0; count += 1) {
        if (events[0]!.at > end) break;
        const event = events.shift()!;
        if (cancelled.delete(event)) continue;
        now = event.at;
        event.run();
        await settled();
        if (count % LOOK_EVERY === 0 && (await isOver())) return true;
      }
      now = Math.max(now, end);
      return isOver();
    },
  };
}

/** All that was set off runs in promises, which are done by now. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isLater(one: Event, other: Event): boolean {
  return one.at > other.at || (one.at === other.at && one.order > other.order);
}
