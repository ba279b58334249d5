import { defineToken, type Token } from '../../node/services/index.ts';
import type { Output } from '../../node/messages/index.ts';

/** The stored state of one entity. */
export interface StoredState {
  readonly state: string;
  readonly data: unknown;
  /** Number of events reduced so far. */
  readonly version: number;
  /** The last input, and its outputs. */
  readonly lastInput: string;
  readonly lastOutputs: readonly Output[];
}

export interface LoadedState extends StoredState {
  /** The outputs of the input that is about to be reduced, if it is an earlier one than the last. */
  readonly earlierOutputs?: readonly Output[] | null;
}

/** An entity as an operator, or the check at the start, lists it. */
export interface ListedEntity {
  readonly entityId: string;
  readonly state: string;
  /** Number of events reduced so far. */
  readonly version: number;
  /** Undefined if `unreadable` gives a reason. */
  readonly data: unknown;
  /** Null if the entity can be read. */
  readonly unreadable: string | null;
}

/**
 * Number of an entity's last inputs that are remembered with their outputs. It is the maximum number of messages of a
 * partition in handlers. Each of these may be delivered again, however many others were reduced after it.
 */
export const RECENT_INPUTS = 256;

/**
 * Where reducers store their entities. Several reducers may share a store: `owner` is `<environment>/<service>/<node>`,
 * and every method sees only the entities of its owner. Methods throw OnexError as the classification of store errors
 * says.
 */
export interface StateStore {
  /** The entity. `input` is looked up among the inputs that it remembers. */
  load(owner: string, entityId: string, input: string): Promise<LoadedState | null>;
  /**
   * False, and nothing saved, if the stored version is not `stored.version - 1`, because another instance was faster.
   * @throws OnexError PROCESSING_ERROR if the data or the outputs are not JSON.
   */
  save(owner: string, entityId: string, stored: StoredState): Promise<boolean>;
  /**
   * At most `limit` entities of the owner, in the order of their IDs, after the ID `after` (null: from the first). An
   * entity that cannot be read is listed with the reason.
   */
  list(owner: string, after: string | null, limit: number): Promise<readonly ListedEntity[]>;
  /** Removes one entity with its remembered inputs, whatever its state. False if there is none. */
  remove(owner: string, entityId: string): Promise<boolean>;
}

export const STATE_STORE: Token<StateStore> = defineToken('STATE_STORE');
