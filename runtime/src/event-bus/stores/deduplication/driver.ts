import type { StoreSize } from './window/index.ts';
import type { DatabaseValue } from './statement/index.ts';
import type { Row, StoreTransaction } from './transaction.ts';

/** An answer as it is stored: JSON of the published messages. */
export interface StoredAnswer {
  readonly scope: string;
  readonly envelopeId: string;
  readonly outputs: string;
}

/** A transaction that has begun. */
export interface DriverTransaction {
  /** Runs one checked statement. Errors of the database are not converted. */
  query(sql: string, values: readonly DatabaseValue[]): Promise<readonly Row[]>;
  /** False if the message already has an answer. @throws RefusedWrites. */
  record(answer: StoredAnswer): Promise<boolean>;
  /** @throws RefusedWrites. */
  commit(): Promise<void>;
  /** Does not wait for a running statement. */
  rollback(): Promise<void>;
}

/**
 * What a database must support to store answers. Every method throws OnexError as the classification of store errors
 * says.
 */
export interface DeduplicationDriver {
  readonly store: StoreTransaction['store'];
  find(scope: string, envelopeId: string): Promise<string | null>;
  /** Stores an answer on its own. False if there already is one. */
  record(answer: StoredAnswer): Promise<boolean>;
  /** Waits for its turn if the number of open transactions is limited. */
  begin(): Promise<DriverTransaction>;
  /** Sets how long answers are remembered from now on, in ms. */
  retain(ms: number): void;
  /** Approximate, because counting every row would take too long. */
  size(): Promise<StoreSize>;
  /** If absent, the database is connected when it is first used. */
  open?(): Promise<void>;
  close(): Promise<void>;
}

/** The handler itself made the database discard its writes, so a retry cannot help. */
export class RefusedWrites extends Error {
  /** The database's error message. */
  readonly refusal: Error;
  constructor(refusal: Error) {
    super(refusal.message, { cause: refusal });
    this.refusal = refusal;
  }
}
