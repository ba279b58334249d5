/**
 * From a fetched batch to the commit. Records of one key are handled one after another, those of other keys pass a slow
 * one, across batches, as far as the look-ahead reaches. The committed offset is that of the first record that is not
 * done. Before the group is joined again, what is in handlers is waited for, but never as long as the session lasts.
 */
export { LOOK_AHEAD, MOST_WAITING, createPartitionWork, type PartitionWork } from './partition-work.ts';
export { joinAfter } from './hand-over.ts';
export { createCommits, type Commit, type Commits } from './commits.ts';
