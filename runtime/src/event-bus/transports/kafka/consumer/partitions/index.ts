/**
 * What the partitions of a consumer have in common. Offsets are committed together. Before the group is joined again,
 * what is in handlers is waited for, but never as long as the session lasts.
 */
export { joinAfter } from './hand-over.ts';
export { createCommits, type Commit, type Commits } from './commits.ts';
