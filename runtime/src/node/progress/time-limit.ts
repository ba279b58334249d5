import type { Contract } from '../../contract/model.ts';
import { LONGEST_TIMER } from '../../values/index.ts';

/** Default time limit of an attempt of a handler, in ms. */
export const DEFAULT_TIME_LIMIT_MS = 300_000;

/**
 * Time limit of one attempt of an operation, in ms: its own, otherwise that of the contract, otherwise the default.
 * Null if the contract gives 0, which means no limit.
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
  /** The attempt may continue, but no longer keeps the process alive. */
  unref(): void;
}

/**
 * Measures with one timer. Calls `onHalf` when half of the limit is used. Without a limit, half of the default applies.
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
