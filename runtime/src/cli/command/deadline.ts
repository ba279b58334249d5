import { CliError } from '../cli-error.ts';

/** The error of work that did not end within the time limit of its command. */
export class DeadlineError extends CliError {
  override readonly code = 'ERR_ONEX_DEADLINE';
}

/** The time limit of a command for all its work together. */
export interface Deadline {
  /** The whole time, in ms. */
  readonly ms: number;
  /** The remaining time, in ms. Never below 0. */
  left(): number;
  /**
   * Waits for work until the time is over. Work that takes longer may continue, but its result or error is ignored.
   * @param late returns the message of the error for the whole time in words: `1.5 s`
   * @throws DeadlineError if the time is over first; otherwise any error of the work
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
