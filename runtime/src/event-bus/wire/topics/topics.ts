// The index of the contract folder would load the YAML parser, which a class that is not a node does not use.
export { deadLetterTopic } from '../../../contract/resolve/dead-letters.ts';
export {
  categoryOf as topicCategory,
  isTopicName,
  obeysTopicRule,
} from '../../../contract/read/topic-names.ts';

/** Topics of the platform, the same in every environment. */
export const INTROSPECTION_TOPIC = 'onex.evt.platform.node-introspection.v1';
export const HEARTBEAT_TOPIC = 'onex.evt.platform.node-heartbeat.v1';
/** "Everybody introspect": the present topic, and the one that older registries use. */
export const INTROSPECTION_REQUEST_TOPICS: readonly string[] = [
  'onex.cmd.platform.request-introspection.v1',
  'onex.evt.platform.registry-request-introspection.v1',
];

/**
 * `billing.payment-completed` from `onex.evt.billing.payment-completed.v1`. The event type of a foreign topic is its
 * name.
 */
export function eventTypeOf(topic: string): string {
  const segments = topic.split('.');
  if (segments[0] !== 'onex' || segments.length < 5) return topic;
  return `${segments[2]}.${segments.slice(3, -1).join('.')}`;
}

/** Whether the topic belongs to the platform: a new group starts at its end, since old announcements are stale. */
export function isPlatformTopic(topic: string): boolean {
  return topic.split('.')[2] === 'platform' && topic.startsWith('onex.');
}
