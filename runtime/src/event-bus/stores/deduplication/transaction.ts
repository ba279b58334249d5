/** A row of a result, by column. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The transaction that stores the answer to the message in progress. What a handler writes through it, into
 * tables of its own in the same database, is kept together with the answer or not at all: it happens once, however
 * often the message is delivered.
 */
export interface StoreTransaction {
  readonly store: 'sqlite' | 'postgresql';
  /**
   * Runs one statement with parameters `$1`, `$2`, …, in either database. The first one begins the transaction; with
   * SQLite it makes other writers wait until the handler ends, with PostgreSQL it waits while eight others are open.
   * Integers are returned as numbers, and as bigints where a number could not hold them exactly.
   * @throws OnexError INVALID_PARAMETER for several statements, for one that begins or ends a transaction, and for
   *   values that the databases would store differently.
   */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

/** The transaction of one attempt of a handler. */
export interface TransactionAttempt extends StoreTransaction {
  /** Takes back what the attempt wrote; what it may still try to write is refused. */
  discard(): Promise<void>;
}

/** The context of a message. Each attempt of the handler gets a new one. */
export interface TransactionScope {
  /**
   * Why the database kept nothing of what the handler wrote, found out only when it had ended: a constraint that is
   * checked at the end, a failed statement that it went on after. The message is to be answered with a failure.
   */
  readonly refusal?: Error;
  attempt(): TransactionAttempt;
  /** Takes back what the last attempt wrote, when the message is answered with a failure. */
  discard(): Promise<void>;
}
