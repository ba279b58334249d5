import { OnexError } from '../../errors/index.ts';
import { onAbort } from '../../values/index.ts';
import type { DeliveryCounts } from '../stores/delivery-counts/index.ts';
import { createSemaphore } from '../../values/async/index.ts';

export interface PoisonRuleOptions {
  readonly counts: DeliveryCounts;
  /** Maximum number of processes that may end while they handle one message. */
  readonly limit: number;
  /** A message was in progress when a process ended, and is handled once more. */
  readonly onSuspect: (messageId: string, deliveries: number) => void;
}

/** How to handle one message: `enter` waits for a place in the handlers, and `work` handles it. */
export interface Handling<T> {
  readonly messageId: string;
  readonly signal: AbortSignal;
  readonly acquire: () => Promise<() => void>;
  readonly work: () => Promise<T>;
}

/**
 * The poison-message rule. A message that was in progress when a process ended without an orderly shutdown is a
 * suspect. Suspects are handled one at a time, so one that ends the process again makes no other message a suspect. At
 * the limit, a message is dead-lettered.
 */
export interface PoisonRule {
  /** @throws OnexError PROCESSING_ERROR at the limit; any error of `work` or of the store. */
  handle<T>(handling: Handling<T>): Promise<T>;
}

export function createPoisonRule({ counts, limit, onSuspect }: PoisonRuleOptions): PoisonRule {
  const suspects = createSemaphore(1);

  const work = async <T>({ messageId, signal, work: handle }: Handling<T>): Promise<T> => {
    // The process continues without the message, because it is stopping or because another instance has the partition.
    const forget = onAbort(signal, () => void counts.release(messageId));
    try {
      const result = await handle();
      counts.end(messageId);
      return result;
    } catch (error) {
      await counts.release(messageId);
      throw error;
    } finally {
      forget();
    }
  };

  const handleAlone = async <T>(handling: Handling<T>): Promise<T> => {
    const { messageId, acquire } = handling;
    const next = await suspects.acquire();
    try {
      const release = await acquire();
      try {
        const deliveries = await counts.begin(messageId);
        onSuspect(messageId, deliveries);
        return await work(handling);
      } finally {
        release();
      }
    } finally {
      next();
    }
  };

  return {
    async handle(handling) {
      const { messageId, acquire } = handling;
      const release = await acquire();
      try {
        const deliveries = await counts.begin(messageId);
        if (deliveries === 0) return await work(handling);
        // A message is not in progress while it waits for its turn, or while its dead letter is published.
        await counts.release(messageId);
        if (deliveries >= limit) {
          throw new OnexError(
            'PROCESSING_ERROR',
            `Poison message: ${deliveries} processes ended while they handled it, and the limit is ${limit}.`,
          );
        }
      } finally {
        release();
      }
      return handleAlone(handling);
    },
  };
}
