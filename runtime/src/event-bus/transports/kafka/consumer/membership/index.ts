/**
 * One membership in a consumer group: joining, staying, resting, joining again, and leaving for good. One state machine
 * owns the consumer of the client, which never restarts itself. After `stop()`, no consumer is left and none is
 * created, however late a broker answers. Changes of topics are detected while they are consumed.
 */
export { type Assignments, createAssignments } from './assignment.ts';
export { type Life, type Membership, startMembership } from './membership.ts';
export { createTopicChanges, type TopicChanges } from './topic-changes.ts';
