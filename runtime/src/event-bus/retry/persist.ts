import { type Backoff, backoffMs, pause } from './backoff.ts';

export interface PersistOptions {
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  /** Reported once per distinct problem in a row, so that an outage is one line and no flood. */
  readonly onProblem: (error: Error) => void;
}

/** Does `work` until it succeeds, with growing pauses; undefined when the signal ended it before. */
export async function persist<T>(work: () => Promise<T>, options: PersistOptions): Promise<T | undefined> {
  const { signal, backoff, onProblem } = options;
  let reported: string | null = null;
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await work();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (error.message !== reported) onProblem(error);
      reported = error.message;
      await pause(backoffMs(failures, backoff), signal);
    }
  }
  return undefined;
}
