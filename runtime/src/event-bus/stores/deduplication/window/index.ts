/**
 * How long answers are remembered, and what that costs. It guarantees that the window covers the retention of the
 * topics unless a warning says otherwise, that expired answers are removed in small rounds, and that the store's size
 * is reported after them.
 */
export { coverRetention, type CoverOptions } from './cover-retention.ts';
export { createPruning, PRUNED_AT_ONCE, type Pruning, type StoreSize } from './pruning.ts';
export { createRetention, DEFAULT_RETENTION_MS, type Retention } from './retention.ts';
