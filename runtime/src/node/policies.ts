import type { CircuitBreakerPolicy, RetryPolicy } from '../contract/model.ts';
import { OnexError } from '../errors/index.ts';
import { LONGEST_TIMER } from '../values/index.ts';
import { isCallersFault, isRetried } from './retry.ts';

export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly signal: AbortSignal;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

export interface RunOptions {
  /** Aborted when the node is cut off at shutdown. */
  readonly signal: AbortSignal;
  /** For the whole operation, retries included; null: no limit. */
  readonly timeoutMs: number | null;
  onRetry(error: unknown, attempt: number): void;
}

/** Runs one operation under the contract's retry, circuit breaker and time-out. */
export interface PolicyRunner {
  /**
   * @throws OnexError TIMEOUT_EXCEEDED after `timeoutMs`, DEPENDENCY_UNAVAILABLE when cut off by `signal`,
   *   CircuitOpenError while the circuit is open, else what the last attempt threw.
   */
  run<T>(work: (attempt: Attempt) => Promise<T> | T, options: RunOptions): Promise<T>;
}

/** The circuit is open: the operation was not tried. Answered with a failed event, not with redelivery. */
export class CircuitOpenError extends OnexError {
  override readonly name = 'CircuitOpenError';
  constructor(timeoutMs: number) {
    super(
      'DEPENDENCY_UNAVAILABLE',
      `Not tried: its circuit is open after repeated failures; next try within ${timeoutMs} ms.`,
    );
  }
}

/** Loads cockatiel, so the first message and not the start pays for it. */
export async function createPolicyRunner(
  retry: RetryPolicy,
  breaker: CircuitBreakerPolicy | null,
  onCircuit: (state: CircuitState) => void,
): Promise<PolicyRunner> {
  const cockatiel = await import('cockatiel');
  const retrying = cockatiel.retry(
    cockatiel.handleWhen(
      (error) => !(error instanceof cockatiel.BrokenCircuitError) && isRetried(retry, error),
    ),
    {
      maxAttempts: retry.maxRetries,
      backoff: new cockatiel.ExponentialBackoff({
        initialDelay: Math.min(retry.initialDelayMs, LONGEST_TIMER),
        maxDelay: Math.min(retry.maxDelayMs, LONGEST_TIMER),
        exponent: retry.exponentialBase,
      }),
    },
  );
  const breaking =
    breaker === null
      ? cockatiel.noop
      : cockatiel.circuitBreaker(
          cockatiel.handleWhen((error) => !isCallersFault(error)),
          {
            halfOpenAfter: breaker.timeoutMs,
            breaker: new cockatiel.ConsecutiveBreaker(breaker.failureThreshold),
          },
        );
  if ('onStateChange' in breaking) {
    breaking.onStateChange((state) => {
      const { Closed, HalfOpen } = cockatiel.CircuitState;
      onCircuit(state === Closed ? 'closed' : state === HalfOpen ? 'half-open' : 'open');
    });
  }
  return {
    async run(work, { signal: cutOff, timeoutMs, onRetry }) {
      const signal =
        timeoutMs === null
          ? cutOff
          : AbortSignal.any([cutOff, AbortSignal.timeout(Math.min(timeoutMs, LONGEST_TIMER))]);
      let last: unknown;
      const attempt = async (number: number) => {
        try {
          return await untilAborted(async () => work({ number, signal }), signal, timeoutMs);
        } catch (error) {
          last = error;
          throw error;
        }
      };
      const attempts = () =>
        retrying.execute(({ attempt: retries }) => {
          if (retries > 0 && !signal.aborted) onRetry(last, retries + 1);
          return breaking.execute(() => attempt(retries + 1));
        }, signal);
      try {
        return await untilAborted(attempts, signal, timeoutMs);
      } catch (error) {
        throw error instanceof cockatiel.BrokenCircuitError
          ? new CircuitOpenError(breaker?.timeoutMs ?? 0)
          : error;
      }
    },
  };
}

/** Settles as `work` does, or rejects as soon as `signal` is aborted; `work` is not started when it already is. */
async function untilAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  timeoutMs: number | null,
): Promise<T> {
  const reason = (): OnexError =>
    (signal.reason as Error | undefined)?.name === 'TimeoutError'
      ? new OnexError('TIMEOUT_EXCEEDED', `Took longer than ${timeoutMs} ms.`)
      : new OnexError('DEPENDENCY_UNAVAILABLE', 'Cut off by the shutdown of the node.');
  if (signal.aborted) throw reason();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(reason());
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
