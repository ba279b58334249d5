/**
 * The named conditions under which a consumer counts as ready. Each condition has one owner: the operation that finds
 * it broken is the only one that can clear it, by succeeding. A success elsewhere clears nothing.
 */
export { conditionSource, type ConsumerCondition } from './conditions.ts';
export { createWaitingRecords, type WaitingRecords } from './waiting-records.ts';
