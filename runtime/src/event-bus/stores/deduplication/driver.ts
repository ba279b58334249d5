import type { StoreSize } from './window/index.ts';
import type { DatabaseValue } from './statement/index.ts';
import type { Row, StoreTransaction } from './transaction.ts';

/** An answer as it is stored: JSON of what was published. */
export interface StoredAnswer {
  readonly scope: string;
  readonly envelopeId: string;
  readonly outputs: string;
}

/** A transaction of the database, begun. */
export interface DriverTransaction {
  /** One statement that was checked. What the database says of it stays what it is. */
  query(sql: string, values: readonly DatabaseValue[]): Promise<readonly Row[]>;
  /** False when the message has an answer already. @throws RefusedWrites. */
  record(answer: StoredAnswer): Promise<boolean>;
  /** @throws RefusedWrites. */
  commit(): Promise<void>;
  /** Does not wait for a statement that is running. */
  rollback(): Promise<void>;
}

/**
 * What a database must be able to do to keep answers. Every method throws OnexError as the classification of
 * store errors says.
 */
export interface DeduplicationDriver {
  readonly store: StoreTransaction['store'];
  find(scope: string, envelopeId: string): Promise<string | null>;
  /** Records an answer on its own; false when there is one already. */
  record(answer: StoredAnswer): Promise<boolean>;
  /** Waits for its turn where only so many can be open at once. */
  begin(): Promise<DriverTransaction>;
  /** Sets how long answers are remembered from now on, in ms. */
  retain(ms: number): void;
  /** About: counting every row would take too long. */
  size(): Promise<StoreSize>;
  /** Absent: it connects when it is first used. */
  open?(): Promise<void>;
  close(): Promise<void>;
}

/** The handler itself made the database discard its writes, so a retry cannot help. */
export class RefusedWrites extends Error {
  /** What the database said. */
  readonly refusal: Error;
  constructor(refusal: Error) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
  }
}
