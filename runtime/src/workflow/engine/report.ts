import type { OnexErrorJson } from '../../errors/index.ts';

/** What is logged and counted about a turn after it is saved. */
export type Report =
  /** The start command has its answer. */
  | { readonly kind: 'ended' }
  /** A step should have been undone but is not. An operator has to act. */
  | { readonly kind: 'uncompensated'; readonly step: string; readonly error: OnexErrorJson }
  /** A step that was reported as uncompensated has been undone after all. */
  | { readonly kind: 'compensated'; readonly step: string }
  /** The effect of a step that was given up exists (or may exist, if doubtful), and the contract does not undo it. */
  | { readonly kind: 'kept'; readonly step: string; readonly isDoubtful: boolean }
  /** Step code did not return in time. */
  | { readonly kind: 'slow-code'; readonly step: string; readonly error: OnexErrorJson }
  /** Events that no step has taken, because no step waited for them or there were too many. */
  | { readonly kind: 'unconsumed'; readonly topics: readonly string[] };
