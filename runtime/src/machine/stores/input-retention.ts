import { steadyNow } from '../../values/index.ts';
import { RECENT_INPUTS } from './state-store.ts';

/** How long inputs are stored with their outputs, in addition to the last input of an entity. */
export interface InputRetention {
  /** Maximum number for each entity. */
  readonly recentInputs: number;
  /** In ms. Default one day. */
  readonly retentionMs: number;
  /** Clock, in ms since 1970. */
  readonly now: () => number;
}

const DAY = 86_400_000;
const PRUNE_EVERY = 3_600_000;

export interface Retention extends InputRetention {
  /**
   * Inputs that were saved before this time are to be removed now. Null: not yet. Once an hour, and for the first time
   * an hour after the start.
   */
  due(): number | null;
}

/** @param bounds A number is `recentInputs`. */
export function retentionOf(bounds: number | Partial<InputRetention> = {}): Retention {
  const given = typeof bounds === 'number' ? { recentInputs: bounds } : bounds;
  const { recentInputs = RECENT_INPUTS, retentionMs = DAY, now = steadyNow } = given;
  // After a long outage, messages that were in progress are delivered again before anything is removed.
  let prunedAt = now();
  return {
    recentInputs,
    retentionMs,
    now,
    due() {
      if (now() - prunedAt < PRUNE_EVERY) return null;
      prunedAt = now();
      return prunedAt - retentionMs;
    },
  };
}
