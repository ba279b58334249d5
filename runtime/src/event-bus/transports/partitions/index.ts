/**
 * The records of one partition from the fetch until they are done. Records of one key are handled one after another, in
 * their order. Records of other keys may pass a slow one, within the look-ahead. The position, up to which offsets may
 * be committed, never passes a record that is not done.
 */
export { LOOK_AHEAD, MOST_WAITING, createPartitionWork, type PartitionWork } from './partition-work.ts';
