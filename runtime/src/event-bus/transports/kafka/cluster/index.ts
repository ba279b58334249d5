/**
 * Requests about the cluster that kafkajs does not offer or does not send to the right broker: topics, their
 * retention, groups, and the rights of the principal. Nothing here changes the cluster except the creation of missing
 * topics, where that is allowed.
 */
export { captureCluster, type ClusterView } from './cluster-view.ts';
export type { TopicDescription } from './describe-topics.ts';
export {
  explainRights,
  mayBeRight,
  missingRights,
  missingText,
  principalOf,
  rightsText,
  type RightsNeeded,
} from './rights.ts';
export { topicRetention } from './topic-retention.ts';
export { hiddenTopics, missingTopics, type TopicCreation } from './topics.ts';
