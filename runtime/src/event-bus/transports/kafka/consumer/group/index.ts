/**
 * The consumer group that the versions of a node share. It guarantees that each record is handled only by the newest
 * version that has live members. An instance that starts while a group of an earlier release is in use joins that
 * group, so the two never handle the same records.
 */
export { groupToJoin } from './group-to-join.ts';
export { newestVersionAssigner } from './newest-version.ts';
export { subscribedOnlyAssigner } from './subscribed-only.ts';
export { versionsIn } from './versions-in.ts';
