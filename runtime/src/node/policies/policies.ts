import type { CircuitBreakerPolicy, RetryPolicy } from '../../contract/model.ts';
import { missingPeer, OnexError } from '../../errors/index.ts';
import { LONGEST_TIMER, monotonicNow, onAbort } from '../../values/index.ts';
import { type Attempt, runAttempt } from '../progress/index.ts';
import { isCallersFault, isRetried } from './retry.ts';

export type CircuitState = 'closed' | 'open' | 'half-open';

export interface RunOptions {
  /** Aborted at shutdown, when the grace period of the work in progress is over. */
  readonly signal: AbortSignal;
  /** Time limit of each attempt. Null if there is none. */
  readonly timeoutMs: number | null;
  onRetry(error: unknown, attempt: number): void;
  /** Called once, when an attempt has used half of its time. */
  onHalfTime?(): void;
}

/** Runs one operation under the contract's retry, circuit breaker, and timeout. */
export interface PolicyRunner {
  /**
   * An attempt that reaches `timeoutMs` fails with TIMEOUT_EXCEEDED, which is retried like any failure. Its later
   * result or error is ignored.
   * @throws OnexError TIMEOUT_EXCEEDED if the last attempt reached `timeoutMs`, DEPENDENCY_UNAVAILABLE if `signal`
   * ended it,
   *   CircuitOpenError while the circuit is open, otherwise the error of the last attempt.
   */
  run<T>(work: (attempt: Attempt) => Promise<T> | T, options: RunOptions): Promise<T>;
}

/**
 * The circuit is open, so the operation was not attempted. The message is answered with a failed event, not
 * redelivered.
 */
export class CircuitOpenError extends OnexError {
  override readonly name = 'CircuitOpenError';
  constructor(timeoutMs: number) {
    super(
      'DEPENDENCY_UNAVAILABLE',
      `Not attempted: its circuit is open after repeated failures; next attempt within ${timeoutMs} ms.`,
    );
  }
}

/** Loads cockatiel. @throws OnexError IMPORT_ERROR if it is not installed. */
export async function createPolicyRunner(
  retry: RetryPolicy,
  breaker: CircuitBreakerPolicy | null,
  onCircuit: (state: CircuitState) => void,
): Promise<PolicyRunner> {
  const cockatiel = await import('cockatiel').catch(
    missingPeer('cockatiel', 'A library that onex-runtime needs'),
  );
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
  /** Null while the circuit is not open. */
  let openUntil: number | null = null;
  const refuseWhileOpen = (): void => {
    if (openUntil !== null && monotonicNow() < openUntil) throw new cockatiel.BrokenCircuitError();
  };
  const breaking =
    breaker === null
      ? cockatiel.noop
      : cockatiel.circuitBreaker(
          cockatiel.handleWhen((error) => !isCallersFault(error)),
          {
            // The library would compare times of the wall clock, so the gate decides when the circuit may close.
            halfOpenAfter: Number.NEGATIVE_INFINITY,
            breaker: new cockatiel.ConsecutiveBreaker(breaker.failureThreshold),
          },
        );
  if ('onStateChange' in breaking) {
    breaking.onStateChange((state) => {
      const { Closed, HalfOpen, Open } = cockatiel.CircuitState;
      openUntil = state === Open ? monotonicNow() + (breaker?.timeoutMs ?? 0) : null;
      onCircuit(state === Closed ? 'closed' : state === HalfOpen ? 'half-open' : 'open');
    });
  }
  return {
    async run(work, { signal: cutOff, timeoutMs, onRetry, onHalfTime }) {
      let last: unknown;
      let isWorking = false;
      let isWarned = false;
      const warnOnce = (): void => {
        if (!isWarned) onHalfTime?.();
        isWarned = true;
      };
      const attempt = async (number: number) => {
        isWorking = true;
        try {
          return await runAttempt(
            { number, cutOff, timeoutMs, onHalf: warnOnce, timedOut: () => timedOut(timeoutMs) },
            work,
          );
        } catch (error) {
          last = cutOff.aborted ? cutOffError() : error;
          throw last;
        } finally {
          isWorking = false;
        }
      };
      // Without a circuit, the policies do nothing for an attempt that succeeds, so the first attempt runs without
      // them.
      let isMade = false;
      const attempts = () =>
        retrying.execute(({ attempt: retries }) => {
          if (retries === 0 && isMade) throw last;
          if (retries > 0 && !cutOff.aborted) onRetry(last, retries + 1);
          refuseWhileOpen();
          return breaking.execute(() => attempt(retries + 1));
        }, cutOff);
      if (cutOff.aborted) throw cutOffError();
      if (breaker === null) {
        try {
          return await attempt(1);
        } catch {
          isMade = true;
        }
      }
      // At shutdown, a pause before a retry ends at once. A handler is notified by its signal, and may still finish.
      try {
        return await unlessAborted(attempts, cutOff, () => isWorking);
      } catch (error) {
        throw error instanceof cockatiel.BrokenCircuitError
          ? new CircuitOpenError(breaker?.timeoutMs ?? 0)
          : error;
      }
    },
  };
}

function cutOffError(): OnexError {
  return new OnexError('DEPENDENCY_UNAVAILABLE', 'Cut off by the shutdown of the node.');
}

function timedOut(timeoutMs: number | null): OnexError {
  return new OnexError('TIMEOUT_EXCEEDED', `Took longer than ${timeoutMs} ms.`);
}

/** Settles as `work` does, or rejects if `signal` is aborted while `isWorking` is false. */
async function unlessAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  isWorking: () => boolean,
): Promise<T> {
  if (signal.aborted) throw cutOffError();
  const { promise, reject } = Promise.withResolvers<never>();
  const release = onAbort(signal, () => {
    if (!isWorking()) reject(cutOffError());
  });
  try {
    return await Promise.race([work(), promise]);
  } finally {
    release();
  }
}
