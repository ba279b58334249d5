/** How long answers are remembered unless something else is set, in ms: Kafka's default retention of a topic. */
export const DEFAULT_RETENTION_MS = 7 * 86_400_000;

/** How long answers of a store on disk are remembered. */
export interface Retention {
  /** How long answers are remembered, in ms. */
  readonly ms: number;
  /** Applies to answers that are stored from now on. */
  set(ms: number): void;
}

export function createRetention(ms: number = DEFAULT_RETENTION_MS): Retention {
  let current = ms;
  return {
    get ms() {
      return current;
    },
    set(wanted) {
      current = wanted;
    },
  };
}
