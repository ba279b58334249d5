/** A row of a result, by column. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The transaction that stores the answer to the message in progress. A handler's writes through it, to its own tables
 * in the same database, are committed together with the answer or not at all. They happen once, however often the
 * message is delivered.
 */
export interface StoreTransaction {
  readonly store: 'sqlite' | 'postgresql';
  /**
   * Runs one statement with parameters `$1`, `$2`, …, in either database. The first statement begins the transaction.
   * With SQLite, other writers then wait until the handler ends. With PostgreSQL, the statement waits while eight other
   * transactions are open. Integers are returned as numbers, and as bigints where a number could not hold them exactly.
   * @throws OnexError INVALID_PARAMETER for several statements, for one that begins or ends a transaction, and for
   *   values that the databases would store differently.
   */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

/** The transaction of one attempt of a handler. */
export interface TransactionAttempt extends StoreTransaction {
  /** Rolls back the writes of the attempt. Its later writes are rejected. */
  discard(): Promise<void>;
}

/** The context of a message. Each attempt of the handler gets a new one. */
export interface TransactionScope {
  /**
   * Why the database discarded the handler's writes, which was found only at the end of the transaction: a deferred
   * constraint, or a failed statement after which the handler continued. The message is to be answered with a failure.
   */
  readonly refusal?: Error;
  attempt(): TransactionAttempt;
  /** Rolls back the writes of the last attempt, when the message is answered with a failure. */
  discard(): Promise<void>;
}
