import { type Backoff, backoffMs, pause } from './backoff.ts';

export interface PersistOptions {
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  /** Reported once for each distinct problem in a row, so an outage is one log line. */
  readonly onProblem: (error: Error) => void;
}

/** Repeats `work` with growing pauses until it succeeds. Undefined if the signal was aborted first. */
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
