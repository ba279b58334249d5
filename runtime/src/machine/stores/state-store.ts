import { defineToken, type Token } from '../../node/services/index.ts';
import type { Output } from '../../node/messages/index.ts';

/** What is stored of one entity. */
export interface StoredState {
  readonly state: string;
  readonly data: unknown;
  /** Events reduced so far. */
  readonly version: number;
  /** The last input, and what it published. */
  readonly lastInput: string;
  readonly lastOutputs: readonly Output[];
}

export interface LoadedState extends StoredState {
  /** The outputs of the input that is about to be reduced, if it is one of those before the last. */
  readonly earlierOutputs?: readonly Output[] | null;
}

/** An entity as an operator, or a check at the start, looks through all of them. */
export interface ListedEntity {
  readonly entityId: string;
  readonly state: string;
  /** Events reduced so far. */
  readonly version: number;
  /** Undefined where `unreadable` says why. */
  readonly data: unknown;
  /** Null: it can be read. */
  readonly unreadable: string | null;
}

/**
 * So many of an entity's last inputs are remembered with what they published: as many as can be in progress of a partition,
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
   * @throws OnexError PROCESSING_ERROR when the data or the outputs are not JSON.
   */
  save(owner: string, entityId: string, stored: StoredState): Promise<boolean>;
  /**
   * At most `limit` entities of the owner, in the order of their ids, beginning after the id `after` (null: with the
   * first). One that cannot be read is listed with the reason.
   */
  list(owner: string, after: string | null, limit: number): Promise<readonly ListedEntity[]>;
  /** Removes one entity with its remembered inputs, whatever its state. False: there is none. */
  remove(owner: string, entityId: string): Promise<boolean>;
}

export const STATE_STORE: Token<StateStore> = defineToken('STATE_STORE');
