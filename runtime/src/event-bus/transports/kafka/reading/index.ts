/**
 * Reads partitions without a consumer group. The reader finds the leaders and offsets of partitions itself, and fetches
 * from the leaders. So it needs only the right to read the topics, leaves nothing behind on the broker, and begins
 * without the seconds that it takes to form a group. Memory is limited to the records of one fetch for each broker.
 */
export { follow, type Following } from './follow.ts';
export { openLog } from './log.ts';
export { rangesOf, readPartition, type PartitionRange } from './partition.ts';
