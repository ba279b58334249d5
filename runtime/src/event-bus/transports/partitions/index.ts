/**
 * The records of one partition between being fetched and being done. Records of one key are handled one after another,
 * in their order. Those of other keys pass a slow one, as far as the look-ahead reaches. The position, which is what may
 * be committed, never passes a record that is not done.
 */
export { LOOK_AHEAD, MOST_WAITING, createPartitionWork, type PartitionWork } from './partition-work.ts';
