import type { Envelope } from '../wire/index.ts';

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

/** Remembers which messages were handled, and how they were answered. */
export interface DeduplicationStore {
  /**
   * Runs `work` if this message is new in the scope (a node), and keeps what it gives out; else gives back what was
   * given out the first time. Two calls at once for one message run it once. When `work` throws, nothing is kept.
   * @throws OnexError DEPENDENCY_UNAVAILABLE when the store cannot be reached.
   */
  once(scope: string, envelopeId: string, work: () => Promise<readonly GivenOut[]>): Promise<Answer>;
  close(): Promise<void>;
}
