import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `read` gives something that is not false, null or undefined; the test's own time-out is the limit. */
export async function until<T>(read: () => T | Promise<T>): Promise<NonNullable<Exclude<T, false>>> {
  for (;;) {
    const value = await read();
    if (value !== false && value !== null && value !== undefined) {
      return value as NonNullable<Exclude<T, false>>;
    }
    await sleep(5);
  }
}
