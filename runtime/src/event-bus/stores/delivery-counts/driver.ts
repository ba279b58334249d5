/** The changes of one write. A message is in at most one of the lists. */
export interface DeliveryChanges {
  /** Messages whose handlers begin. */
  readonly begun: readonly string[];
  /** Messages that are done. Nothing remains stored about them. */
  readonly ended: readonly string[];
  /** Messages that are not done, and whose process continues. Their counts are retained. */
  readonly released: readonly string[];
}

/** Where counts are stored. All methods throw errors as the classification of store errors says. */
export interface DeliveryDriver {
  /** Resolves, once the changes are durable, to the counts of the messages that begin. */
  write(changes: DeliveryChanges): Promise<ReadonlyMap<string, number>>;
  /** Releases every message of this process. */
  releaseAll(): Promise<void>;
  close(): Promise<void>;
}

export interface DeliveryDriverOptions {
  /** Owner of the messages: `<environment>/<service>/<node>`. */
  readonly owner: string;
  /** Identifies this process among all past and present ones. */
  readonly process: string;
}

/** Counts of messages that were not delivered for this long are forgotten, in ms. */
export const FORGOTTEN_AFTER_MS = 7 * 86_400_000;
