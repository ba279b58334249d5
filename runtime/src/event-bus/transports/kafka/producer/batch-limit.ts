/** The largest batch that a topic accepts. The topic's partitions share it. */
export interface BatchLimit {
  readonly bytes: number;
  readonly records: number;
  /** The broker refused a batch of this size as too large. */
  tooLarge(bytes: number): void;
}

/** Just below the default of a broker's `message.max.bytes`, 1,048,588. */
const BYTES = 1_000_000;
/** The client needs time proportional to the square of the number of records to group a batch. */
const RECORDS = 1000;

/**
 * Starts at the broker's default. A topic with a smaller `max.message.bytes` refuses a batch once or twice; later
 * batches are small enough.
 */
export function createBatchLimit(): BatchLimit {
  const limit = {
    bytes: BYTES,
    records: RECORDS,
    tooLarge(bytes: number) {
      limit.bytes = Math.min(limit.bytes, Math.floor(bytes / 2));
    },
  };
  return limit;
}
