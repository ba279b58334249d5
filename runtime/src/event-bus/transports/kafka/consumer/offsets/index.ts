/**
 * Where a group begins in a partition without a committed offset, and how many records of a partition are not done (its
 * lag). The end of a partition is read before the group is joined, so no record that is published later is skipped.
 */
export { createLag, type Lag } from './lag.ts';
export { committedOffsets, findStartOffsets, type PartitionOffset } from './start-offsets.ts';
