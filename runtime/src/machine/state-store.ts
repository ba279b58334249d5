import { defineToken, type Token } from '../node/container.ts';
import type { Output } from '../node/message.ts';

/** An entity in a list. */
export interface StoredEntity extends Pick<StoredState, 'state' | 'data'> {
  readonly entityId: string;
}

/** What is kept of one entity. */
export interface StoredState {
  readonly state: string;
  readonly data: unknown;
  /** Events reduced so far. */
  readonly version: number;
  /** The last input, and what it gave out. */
  readonly lastInput: string;
  readonly lastOutputs: readonly Output[];
}

export interface LoadedState extends StoredState {
  /** What the input that is about to be reduced gave out, where it is one of those before the last. */
  readonly earlierOutputs?: readonly Output[] | null;
}

/**
 * So many of an entity's last inputs are remembered with what they gave out: as many as can be in hand of a partition,
 * where no more than these may be in handlers. Each of them may be delivered again, however many others were reduced
 * after it.
 */
export const RECENT_INPUTS = 256;

/**
 * Where reducers store their entities. Several reducers may share a store: `owner` is `<environment>/<service>/<node>`,
 * and every method sees the entities of its owner and no others. Methods throw OnexError as the classification of store
 * errors says.
 */
export interface StateStore {
  /** The entity; `input` is looked up among those that it remembers. */
  load(owner: string, entityId: string, input: string): Promise<LoadedState | null>;
  /**
   * False, and nothing saved, when the stored version is not `stored.version - 1`: somebody else was faster.
   * @throws OnexError PROCESSING_ERROR when the data or the outputs are no JSON.
   */
  save(owner: string, entityId: string, stored: StoredState): Promise<boolean>;
  /** Up to `limit` entities behind the id `after`, in the order of their ids. Absent: the store cannot list them. */
  list?(owner: string, after: string, limit: number): Promise<readonly StoredEntity[]>;
}

export const STATE_STORE: Token<StateStore> = defineToken('STATE_STORE');
