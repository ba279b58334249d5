import type { RetryPolicy } from '../../contract/model.ts';
import {
  findErrorCode,
  installationFault,
  isContentError,
  isOnexError,
  isRefusedValue,
  type ErrorCode,
} from '../../errors/index.ts';

/** Faults of the caller: trying again cannot help, and they are unrelated to the health of what the node uses. */
const CALLERS_FAULT: ReadonlySet<ErrorCode> = new Set([
  'INVALID_PARAMETER',
  'MISSING_REQUIRED_PARAMETER',
  'VALIDATION_FAILED',
  'VALIDATION_ERROR',
  'INVALID_STATE',
  'TYPE_MISMATCH',
  'CONTRACT_VALIDATION_ERROR',
  'METHOD_NOT_IMPLEMENTED',
]);

export function isCallersFault(error: unknown): boolean {
  return isOnexError(error) ? CALLERS_FAULT.has(error.code) : isRefusedValue(error);
}

/** Whether an error of a handler is worth another attempt under the contract's policy. */
export function isRetried(policy: RetryPolicy, error: unknown): boolean {
  if (isContentError(error) || installationFault(error) !== null) return false;
  if (policy.retryOn.length === 0) return !isCallersFault(error);
  const names = namesOf(error);
  return policy.retryOn.some((wanted) => names.includes(wanted));
}

/** The same of an error that came over the wire; `code` is its full form, `ONEX_CORE_<number>_<NAME>`. */
export function isRetriedCode(policy: RetryPolicy, code: string): boolean {
  const name = findErrorCode(code);
  if (policy.retryOn.length === 0) return name === null || !CALLERS_FAULT.has(name);
  return policy.retryOn.some((wanted) => wanted === code || wanted === name);
}

/** Pause before the attempt after `attempt` (from 1), without jitter: it is part of a workflow's saved state. */
export function retryDelayMs(policy: RetryPolicy, attempt: number): number {
  return Math.min(policy.maxDelayMs, policy.initialDelayMs * policy.exponentialBase ** (attempt - 1));
}

function namesOf(error: unknown): readonly string[] {
  if (isOnexError(error)) return [error.code, error.wireCode, error.name];
  if (!(error instanceof Error)) return [];
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? [error.name] : [error.name, code];
}
