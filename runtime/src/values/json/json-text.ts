import { OnexError } from '../../errors/index.ts';
import { findChange } from './find-change.ts';

/** Whether a value survives a round trip through JSON unchanged. */
export function isJson(value: unknown): boolean {
  return findChange(value) === null;
}

/**
 * A value as JSON represents it, for values that may lose something, such as the context of an error. Null if it cannot
 * be written.
 */
export function asJson(value: unknown): unknown {
  try {
    const text: string | undefined = JSON.stringify(value);
    const written: unknown = text === undefined ? null : JSON.parse(text);
    return isJson(written) ? written : null;
  } catch {
    return null;
  }
}

/**
 * Rejects a value that a round trip through JSON would change, so every store and every bus returns the same value.
 * @param what Names the value at the beginning of a sentence.
 * @param deepest Maximum levels of objects and arrays.
 * @throws OnexError PROCESSING_ERROR with the path of the value in its message and its context.
 */
export function requireJson(value: unknown, what: string, deepest?: number): void {
  const change = findChange(value, deepest);
  if (change === null) return;
  throw new OnexError(
    'PROCESSING_ERROR',
    `${what} cannot be written as JSON: ${change.path} ${change.why}.`,
    {
      context: { path: change.path },
    },
  );
}

/**
 * A value as JSON, before it is passed to a store. A value that can never be written must not look like an unavailable
 * store, which would be retried forever.
 * @throws OnexError PROCESSING_ERROR like `requireJson`.
 */
export function jsonText(value: unknown, what: string, deepest?: number): string {
  requireJson(value, what, deepest);
  return JSON.stringify(value);
}
