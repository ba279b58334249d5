import { OnexError } from '../errors/index.ts';

/** Whether a value can be written as JSON. */
export function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * A value as JSON, before it is handed to a store: one that can never be written must not look like a store that is
 * away, which would be tried for ever.
 * @throws OnexError PROCESSING_ERROR for what JSON cannot hold: a BigInt, a circle, too many levels.
 */
export function jsonText(value: unknown, what: string): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    const [why] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new OnexError('PROCESSING_ERROR', `${what} cannot be written as JSON: ${why}.`, { cause });
  }
}
