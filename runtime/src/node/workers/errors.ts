import { ContentError, OnexError, findErrorCode, isContentError } from '../../errors/index.ts';
import type { WorkerError } from './task.ts';

export function toWorkerError(thrown: unknown): WorkerError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: error.message,
    code: typeof code === 'string' ? code : null,
    isContent: isContentError(error),
    stack: error.stack ?? null,
  };
}

/** The error again, with the code by which the retry policy and the circuit breaker recognize it. */
export function fromWorkerError({ name, message, code, isContent, stack }: WorkerError): Error {
  const known = code === null ? null : findErrorCode(code);
  const error = isContent
    ? new ContentError(message)
    : known === null
      ? Object.assign(new Error(message), { name, ...(code !== null && { code }) })
      : new OnexError(known, message);
  if (stack !== null) error.stack = stack;
  return error;
}
