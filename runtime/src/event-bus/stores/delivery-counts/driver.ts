/** What changes in one write. A message is in one of the lists at most. */
export interface DeliveryChanges {
  /** Messages whose handlers begin. */
  readonly begun: readonly string[];
  /** Messages that are done: nothing is stored of them. */
  readonly ended: readonly string[];
  /** Messages that are not done, and whose process goes on: their counts are kept. */
  readonly released: readonly string[];
}

/** Where counts are kept; all methods throw what the classification of store errors says. */
export interface DeliveryDriver {
  /** Resolves to the counts of the messages that begin, when the changes survive the end of the process. */
  write(changes: DeliveryChanges): Promise<ReadonlyMap<string, number>>;
  /** Every message of this process is released. */
  releaseAll(): Promise<void>;
  close(): Promise<void>;
}

export interface DeliveryDriverOptions {
  /** Owner of the messages: `<environment>/<service>/<node>`. */
  readonly owner: string;
  /** Names this process among all that ever were. */
  readonly process: string;
}

/** Counts of messages that nobody delivered for so long are forgotten, in ms. */
export const FORGOTTEN_AFTER_MS = 7 * 86_400_000;
