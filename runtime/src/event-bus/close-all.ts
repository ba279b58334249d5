import { OnexError } from '../errors/index.ts';
import { within } from './within.ts';

/** How long one part may take to close, in ms: as long as a node waits for an answer of its database. */
export const CLOSE_MS = 10_000;

export interface Closing {
  /** For the message, such as `health server`. */
  readonly what: string;
  readonly close: () => unknown;
  /** In ms; null: the part has limits of its own. */
  readonly limitMs?: number | null;
}

/**
 * Closes one part after another, whatever becomes of the ones before it, and each within its limit.
 * @throws the first failure, after all are closed; OnexError TIMEOUT_EXCEEDED for a part that takes too long.
 */
export async function closeAll(parts: readonly Closing[]): Promise<void> {
  const failures: unknown[] = [];
  for (const { what, close, limitMs = CLOSE_MS } of parts) {
    const closing = (async () => close())().catch((error: unknown) => {
      failures.push(error);
    });
    if (limitMs === null) await closing;
    else if (!(await within(limitMs, closing))) {
      failures.push(new OnexError('TIMEOUT_EXCEEDED', `The ${what} did not close within ${limitMs} ms.`));
    }
  }
  if (failures.length > 0) throw failures[0];
}
