import type { Envelope } from '../wire/index.ts';
import type { TransactionScope } from './transaction.ts';

/** One message that a node gave out, as it is to be published, and published again for a duplicate. */
export interface GivenOut {
  readonly topic: string;
  readonly key: string | null;
  readonly envelope: Envelope;
}

export interface Answer {
  readonly outputs: readonly GivenOut[];
  /** False: the message had been handled before, and this is what was given out then. */
  readonly first: boolean;
}

/** Does the work; where the store has transactions, what is written through the scope is kept with the answer. */
export type Work = (transactions: TransactionScope | undefined) => Promise<readonly GivenOut[]>;

/** Remembers which messages were handled, and how they were answered. */
export interface DeduplicationStore {
  /**
   * Runs `work` if this message is new in the scope (a node), and keeps what it gives out; else gives back what was
   * given out the first time. Two calls at once for one message run it once. When `work` throws, nothing is kept.
   * @throws OnexError DEPENDENCY_UNAVAILABLE when the store cannot be reached.
   */
  once(scope: string, envelopeId: string, work: Work): Promise<Answer>;
  close(): Promise<void>;
}
