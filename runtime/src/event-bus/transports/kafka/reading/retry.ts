import { monotonicNow } from '../../../../values/index.ts';
import { backoffMs, pause } from '../../../retry/index.ts';
import { isOutage } from '../kafkajs/index.ts';
import type { LogConnection, LogView } from './log.ts';

/** How long an outage may last during a read that has an end, in ms. */
const GIVE_UP_MS = 15_000;
export const RECONNECT = { initialMs: 50, maxMs: 1000 };

/**
 * Works with the open view, and with a new one after each outage, for at most 15 s. @throws the last error of the
 * client, at once if it is not an outage or if there is no connection at all.
 */
export async function withView<T>(log: LogConnection, work: (view: LogView) => Promise<T>): Promise<T> {
  const since = monotonicNow();
  for (let failures = 1; ; failures += 1) {
    let view: LogView | null = null;
    try {
      view = await log.view();
      return await work(view);
    } catch (error) {
      const isFirst = view === null && failures === 1;
      if (isFirst || !isOutage(error) || monotonicNow() - since > GIVE_UP_MS) throw error;
      if (view !== null) log.drop(view);
      await pause(backoffMs(failures, RECONNECT));
    }
  }
}
