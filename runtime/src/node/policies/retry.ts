import type { RetryPolicy } from '../../contract/model.ts';
import {
  findErrorCode,
  installationFault,
  isContentError,
  isOnexError,
  isRefusedValue,
  type ErrorCode,
} from '../../errors/index.ts';

/**
 * Errors that the caller caused. A retry cannot help, and they do not concern the health of the node's dependencies.
 */
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

/** Whether the contract's policy allows another attempt after an error of a handler. */
export function isRetried(policy: RetryPolicy, error: unknown): boolean {
  if (isContentError(error) || installationFault(error) !== null) return false;
  if (policy.retryOn.length === 0) return !isCallersFault(error);
  const names = namesOf(error);
  return policy.retryOn.some((wanted) => names.includes(wanted));
}

/** The same for an error that came over the wire. `code` is its full form, `ONEX_CORE_<number>_<NAME>`. */
export function isRetriedCode(policy: RetryPolicy, code: string): boolean {
  const name = findErrorCode(code);
  if (policy.retryOn.length === 0) return name === null || !CALLERS_FAULT.has(name);
  return policy.retryOn.some((wanted) => wanted === code || wanted === name);
}

/**
 * Pause before the attempt after `attempt` (from 1). It has no jitter, because it is part of a workflow's saved state.
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number): number {
  return Math.min(policy.maxDelayMs, policy.initialDelayMs * policy.exponentialBase ** (attempt - 1));
}

function namesOf(error: unknown): readonly string[] {
  if (isOnexError(error)) return [error.code, error.wireCode, error.name];
  if (!(error instanceof Error)) return [];
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? [error.name] : [error.name, code];
}
