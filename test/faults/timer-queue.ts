/** Node's own limit: a timer that is set for longer fires after 1 ms. */
const LONGEST = 2 ** 31 - 1;

interface Timer {
  due: number;
  readonly every: number | null;
  readonly run: () => void;
}

/** Timers on a time of their own, which passes only when somebody says so. */
export interface TimerQueue {
  readonly setTimeout: (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout;
  readonly setInterval: TimerQueue['setTimeout'];
  readonly clear: (handle: unknown) => void;
  /** Milliseconds that have passed. */
  time(): number;
  /** Moves on to the next timer that is due until `end`, and fires it; false, and on to `end`, when there is none. */
  fireNext(end: number): boolean;
  fired(): number;
  waiting(): number;
}

export function createTimerQueue(): TimerQueue {
  const timers = new Map<object, Timer>();
  let time = 0;
  let fired = 0;

  const set = (run: () => void, ms: number, repeats: boolean): NodeJS.Timeout => {
    const delay = ms >= 1 && ms <= LONGEST ? Math.trunc(ms) : 1;
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => false,
      refresh() {
        const timer = timers.get(handle);
        if (timer !== undefined) timer.due = time + delay;
        return handle;
      },
      close: () => timers.delete(handle),
    };
    timers.set(handle, { due: time + delay, every: repeats ? delay : null, run });
    return handle as unknown as NodeJS.Timeout;
  };

  return {
    setTimeout: (run, ms = 0, ...args) => set(() => run(...args), ms, false),
    setInterval: (run, ms = 0, ...args) => set(() => run(...args), ms, true),
    clear: (handle) => void timers.delete(handle as object),
    time: () => time,
    fireNext(end) {
      const [next] = [...timers].toSorted(([, one], [, other]) => one.due - other.due);
      if (next === undefined || next[1].due > end) {
        time = Math.max(time, end);
        return false;
      }
      const [handle, timer] = next;
      time = Math.max(time, timer.due);
      if (timer.every === null) timers.delete(handle);
      else timer.due += timer.every;
      fired += 1;
      timer.run();
      return true;
    },
    fired: () => fired,
    waiting: () => timers.size,
  };
}
