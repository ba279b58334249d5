import { CliError } from '../cli-error.ts';

/** An error that work was given up, because the time of its command was over. */
export class DeadlineError extends CliError {}

/** The time that a command has for all its work together. */
export interface Deadline {
  /** The whole time, in ms. */
  readonly ms: number;
  /** What is left of it, in ms; never below 0. */
  left(): number;
  /**
   * Waits for work until the time is over. Work that is given up may go on; its result and its error are ignored.
   * @param late the message of the error, given the whole time in words: `1.5 s`
   * @throws DeadlineError when the time is over first; else what the work throws
   */
  within<T>(work: Promise<T>, late: (time: string) => string): Promise<T>;
}

/** Starts the clock of a command. */
export function startDeadline(ms: number): Deadline {
  const end = performance.now() + ms;
  const left = (): number => Math.max(0, end - performance.now());
  return {
    ms,
    left,
    async within(work, late) {
      work.catch(() => {});
      let timer: NodeJS.Timeout | undefined;
      const over = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new DeadlineError(late(`${ms / 1000} s`))), left());
      });
      try {
        return await Promise.race([work, over]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Waits for a close, but no longer than `ms`: what a service does not answer ends with the process. */
export async function closeWithin(ms: number, close: Promise<unknown> | undefined): Promise<void> {
  if (close === undefined) return;
  await startDeadline(ms)
    .within(close, () => '')
    .catch(() => {});
}
