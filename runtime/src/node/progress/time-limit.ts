import type { Contract } from '../../contract/model.ts';
import { LONGEST_TIMER } from '../../values/index.ts';

/** Time limit of an attempt of a handler where the contract gives none, in ms. */
export const DEFAULT_TIME_LIMIT_MS = 300_000;

/**
 * Time limit of one attempt of an operation, in ms: its own, else that of the contract, otherwise the default. Null where
 * the contract gives 0, which means none.
 */
export function timeLimitOf(contract: Contract, operation: string): number | null {
  const own = contract.operations.find(({ name }) => name === operation);
  for (const limits of [own, contract]) {
    if (limits?.unlimited === true) return null;
    if (limits !== undefined && limits.timeoutMs !== null) return limits.timeoutMs;
  }
  return DEFAULT_TIME_LIMIT_MS;
}

/** Measures the time of one attempt. */
export interface TimeLimit {
  /** The attempt has ended. */
  end(): void;
  /** The attempt may go on, but does not keep the process alive any more. */
  unref(): void;
}

/**
 * Measures with one timer. `onHalf` is called when half of the time is used; without a limit, when half of the default
 * is.
 */
export function startTimeLimit(limitMs: number | null, onHalf: () => void, onOver: () => void): TimeLimit {
  const half = (limitMs ?? DEFAULT_TIME_LIMIT_MS) / 2;
  let timer: NodeJS.Timeout | undefined;
  let isKept = true;
  const wait = (ms: number, then: () => void): void => {
    timer = setTimeout(then, Math.min(ms, LONGEST_TIMER));
    if (!isKept) timer.unref();
  };
  let hasEnded = false;
  wait(half, () => {
    onHalf();
    if (limitMs !== null && !hasEnded) wait(half, onOver);
  });
  return {
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
    unref() {
      isKept = false;
      timer?.unref();
    },
  };
}
