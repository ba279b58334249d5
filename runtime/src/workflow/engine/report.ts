import type { OnexErrorJson } from '../../errors/index.ts';

/** What is logged and counted of a turn, when the turn is saved. */
export type Report =
  /** The start command has its answer. */
  | { readonly kind: 'ended' }
  /** A step should have been undone, and is not: an operator has to act. */
  | { readonly kind: 'uncompensated'; readonly step: string; readonly error: OnexErrorJson }
  /** A step that was reported as uncompensated has been undone after all. */
  | { readonly kind: 'compensated'; readonly step: string }
  /** The effect of a step that was given up exists (or may exist, if doubtful), and the contract does not undo it. */
  | { readonly kind: 'kept'; readonly step: string; readonly isDoubtful: boolean }
  /** Code of a step did not return in time. */
  | { readonly kind: 'slow-code'; readonly step: string; readonly error: OnexErrorJson }
  /** Events that no step has taken, because none waited for them or too many came. */
  | { readonly kind: 'unconsumed'; readonly topics: readonly string[] };
