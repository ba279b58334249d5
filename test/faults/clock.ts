import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTimerQueue } from './timer-queue.ts';

/** Time under a test's control. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()` gives them. */
  now(): number;
  /** Lets time pass: timers fire in their order, and what they start may run in between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or, with a negative number, back. Timers and `performance` do not notice, as in Node. */
  jump(ms: number): void;
  /** How many timers have fired. A timer that is set for too long fires at once, as in Node, and again and again. */
  fired(): number;
  /** Timers that wait. */
  waiting(): number;
  /** Gives the real clock and timers back. */
  restore(): void;
}

/** Turns of the event loop after each timer, for what it started: a save, a publication, another save. */
const TURNS = 12;
const REPLACED = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;

/**
 * Replaces the global clocks (`Date`, `performance.now`) and timers until `restore`. `setImmediate` and `node:timers/promises` stay real, and so do
 * timers that were set before.
 * @param start Milliseconds since 1970.
 */
export function createClock(start = Date.UTC(2026, 0, 1)): Clock {
  const queue = createTimerQueue();
  let shift = start;
  const now = (): number => shift + queue.time();
  const real = REPLACED.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)!] as const);
  const RealDate = Date;
  class ClockDate extends RealDate {
    constructor(...args: readonly []) {
      super(...(args.length === 0 ? ([now()] as unknown as []) : args));
    }
    static override now(): number {
      return now();
    }
  }
  const replacements = {
    Date: ClockDate,
    setTimeout: queue.setTimeout,
    clearTimeout: queue.clear,
    setInterval: queue.setInterval,
    clearInterval: queue.clear,
  };
  for (const name of REPLACED) {
    Object.defineProperty(globalThis, name, {
      value: replacements[name],
      writable: true,
      configurable: true,
    });
  }
  Object.defineProperty(performance, 'now', { value: () => queue.time(), configurable: true });
  Object.defineProperty(performance, 'timeOrigin', { value: start, configurable: true });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
  };

  return {
    now,
    async advance(ms) {
      const end = queue.time() + ms;
      await settle();
      while (queue.fireNext(end)) await settle();
    },
    jump(ms) {
      shift += ms;
    },
    fired: () => queue.fired(),
    waiting: () => queue.waiting(),
    restore() {
      for (const [name, descriptor] of real) Object.defineProperty(globalThis, name, descriptor);
      // The real ones are on the prototype.
      Reflect.deleteProperty(performance, 'now');
      Reflect.deleteProperty(performance, 'timeOrigin');
    },
  };
}
