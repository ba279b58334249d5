import { MISSING_VALUES } from '../node/operations/index.ts';

/** Listens for values that generated code lacks. */
export interface MissingValues {
  /** Message of the first error since the start; null: there was none. */
  readonly first: string | null;
  stop(): void;
}

/** Records the errors of `missingValue` in this process, also those that other code catches. */
export function watchMissingValues(): MissingValues {
  let first: string | null = null;
  const note = (error: unknown): void => {
    first ??= error instanceof Error ? error.message : String(error);
  };
  MISSING_VALUES.subscribe(note);
  return {
    get first() {
      return first;
    },
    stop: () => void MISSING_VALUES.unsubscribe(note),
  };
}
