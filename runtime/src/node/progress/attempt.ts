import { isThenable, onAbort } from '../../values/index.ts';
import { startTimeLimit } from './time-limit.ts';

/** One call of a handler, from 1. */
export interface Attempt {
  readonly number: number;
  /** Aborted when the attempt reaches its time limit, and at shutdown. It is created on first use. */
  readonly signal: AbortSignal;
}

export interface AttemptOptions {
  readonly number: number;
  /** Aborted at shutdown, when the grace period of the work in progress is over. */
  readonly cutOff: AbortSignal;
  /** Time limit. Null if there is none. */
  readonly timeoutMs: number | null;
  /** Called when half of the time is used. */
  readonly onHalf: () => void;
  /** The error of an attempt that reaches its limit. */
  readonly timedOut: () => Error;
}

/**
 * Settles as `work` does, or rejects at the time limit. A later result or error of `work` is ignored. A shutdown only
 * aborts the signal, because the handler may still finish.
 */
export async function runAttempt<T>(
  { number, cutOff, timeoutMs, onHalf, timedOut }: AttemptOptions,
  work: (attempt: Attempt) => Promise<T> | T,
): Promise<T> {
  const attempt = new RunningAttempt(number);
  let late: PromiseWithResolvers<T> | null = null;
  const limit = startTimeLimit(timeoutMs, onHalf, () => {
    attempt.abort();
    late?.reject(timedOut());
  });
  // Nobody waits for the attempt any more, and a handler that never ends must not keep the process alive.
  const cut = (): void => {
    attempt.abort(cutOff.reason);
    limit.unref();
  };
  const release = onAbort(cutOff, cut);
  if (cutOff.aborted) cut();
  try {
    const result = work(attempt);
    // A value that already exists needs no promise. A later one may be too late.
    if (!isThenable(result)) return result;
    late = Promise.withResolvers<T>();
    result.then(late.resolve, late.reject);
    return await late.promise;
  } finally {
    limit.end();
    release();
  }
}

class RunningAttempt implements Attempt {
  readonly number: number;
  #controller: AbortController | null = null;
  #reason: { readonly given: unknown } | null = null;

  constructor(number: number) {
    this.number = number;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== null) this.#controller.abort(this.#reason.given);
    return this.#controller.signal;
  }

  abort(given?: unknown): void {
    this.#reason ??= { given };
    this.#controller?.abort(this.#reason.given);
  }
}
