/**
 * Names of topics and groups, and keys of records. Names are the same in every environment and for every reader of a
 * contract.
 */
export {
  consumerGroup,
  groupOf,
  groupPrefix,
  isGroupOf,
  newestFirst,
  versionText,
  type GroupName,
} from './consumer-group.ts';
export { payloadKey, recordKey } from './record-key.ts';
export {
  HEARTBEAT_TOPIC,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
  deadLetterTopic,
  eventTypeOf,
  isPlatformTopic,
  isTopicName,
  obeysTopicRule,
  topicCategory,
} from './topics.ts';
