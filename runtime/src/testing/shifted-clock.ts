import { SYSTEM_CLOCK, type Clock } from '../workflow/run/index.ts';

/** Real time, which a test may set forward: what becomes due by that happens at once, in its order. */
export interface ShiftedClock extends Clock {
  pass(ms: number): void;
}

interface Timer {
  readonly due: number;
  readonly work: () => void;
  cancel: () => void;
}

export function createShiftedClock(): ShiftedClock {
  const timers = new Set<Timer>();
  let shift = 0;
  const now = (): number => SYSTEM_CLOCK.now() + shift;
  const fire = (timer: Timer): void => {
    timer.cancel();
    if (timers.delete(timer)) timer.work();
  };
  const arm = (timer: Timer): void => {
    timer.cancel = SYSTEM_CLOCK.after(timer.due - now(), () => fire(timer));
  };
  return {
    now,
    after(ms, work) {
      const timer: Timer = { due: now() + ms, work, cancel: () => {} };
      timers.add(timer);
      arm(timer);
      return () => {
        timer.cancel();
        timers.delete(timer);
      };
    },
    pass(ms) {
      shift += ms;
      for (const timer of [...timers].toSorted((one, other) => one.due - other.due)) {
        timer.cancel();
        if (timer.due <= now()) fire(timer);
        else arm(timer);
      }
    },
  };
}
