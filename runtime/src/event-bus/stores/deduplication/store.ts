import type { Envelope } from '../../wire/index.ts';
import type { StoreSize } from './window/index.ts';
import type { TransactionScope } from './transaction.ts';

/** One message that a node published. It is published again for a duplicate. */
export interface GivenOut {
  readonly topic: string;
  readonly key: string | null;
  readonly envelope: Envelope;
}

export interface Answer {
  readonly outputs: readonly GivenOut[];
  /** False: the message was already handled, and these outputs were published then. */
  readonly first: boolean;
}

/** Does the work. If the store has transactions, what is written through the scope is committed with the answer. */
export type Work = (transactions: TransactionScope | undefined) => Promise<readonly GivenOut[]>;

/** Remembers which messages were handled, and how they were answered. */
export interface DeduplicationStore {
  /**
   * Runs `work` if this message is new in the scope (an owner's key), and stores its outputs. Otherwise returns the
   * outputs of the first time. Two concurrent calls for one message run it once. If `work` throws, nothing is stored.
   * @throws OnexError as the classification of store errors says.
   */
  once(scope: string, envelopeId: string, work: Work): Promise<Answer>;
  /** Sets how long answers are remembered from now on, in ms. Absent if it cannot be set. */
  retain?(ms: number): void;
  /** Approximately what the store holds. Absent if the store is limited to memory. */
  size?(): Promise<StoreSize>;
  /** Opens everything that can be opened before the first message, so a broken store is reported at the start. */
  open?(): Promise<void>;
  close(): Promise<void>;
}
