import type { Row, StoreTransaction } from './transaction.ts';

/** An answer as it is stored: JSON of what was given out. */
export interface StoredAnswer {
  readonly scope: string;
  readonly envelopeId: string;
  readonly outputs: string;
}

/** A transaction of the database, begun. */
export interface DriverTransaction {
  query(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]>;
  /** False when the message has an answer already. */
  record(answer: StoredAnswer): Promise<boolean>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * What a database must be able to do to keep answers. Every method throws OnexError DEPENDENCY_UNAVAILABLE when the
 * database is away, and what else it says of a statement as it is.
 */
export interface DeduplicationDriver {
  readonly store: StoreTransaction['store'];
  find(scope: string, envelopeId: string): Promise<string | null>;
  /** Records an answer on its own; false when there is one already. */
  record(answer: StoredAnswer): Promise<boolean>;
  begin(): Promise<DriverTransaction>;
  close(): Promise<void>;
}
