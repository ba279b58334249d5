/**
 * Work that concerns all partitions of a consumer. Offsets are committed together. Before the group is joined again,
 * the consumer waits for the records in handlers, but always for less than the session lasts.
 */
export { joinAfter } from './hand-over.ts';
export { createCommits, type Commit, type Commits } from './commits.ts';
