import type { MessageCategory } from '../../contract/model.ts';

/** Five segments, lowercase; producer and event name in kebab case; version 1 or more; no environment in front. */
const RULE = /^onex\.(cmd|evt|dlq|intent|snapshot)\.([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)\.v([1-9]\d*)$/;
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Topics of the platform, the same in every environment. */
export const INTROSPECTION_TOPIC = 'onex.evt.platform.node-introspection.v1';
export const HEARTBEAT_TOPIC = 'onex.evt.platform.node-heartbeat.v1';
/** "Everybody introspect": the present name and the one older registries use. */
export const INTROSPECTION_REQUEST_TOPICS: readonly string[] = [
  'onex.cmd.platform.request-introspection.v1',
  'onex.evt.platform.registry-request-introspection.v1',
];

/** Whether a topic of our own making would be legal. Topics of contracts are used as written, legal or not. */
export function obeysTopicRule(topic: string): boolean {
  const match = RULE.exec(topic);
  return match !== null && KEBAB.test(match[2] ?? '') && KEBAB.test(match[3] ?? '');
}

const CATEGORIES: Readonly<Record<string, MessageCategory>> = {
  cmd: 'COMMAND',
  evt: 'EVENT',
  intent: 'INTENT',
};

/** Category by the topic's second segment; null for dead letters, snapshots and names that are not ONEX's. */
export function topicCategory(topic: string): MessageCategory | null {
  const [prefix, kind] = topic.split('.');
  return prefix === 'onex' ? (CATEGORIES[kind ?? ''] ?? null) : null;
}

/** `billing.payment-completed` from `onex.evt.billing.payment-completed.v1`; a foreign topic is its own event type. */
export function eventTypeOf(topic: string): string {
  const segments = topic.split('.');
  if (segments[0] !== 'onex' || segments.length < 5) return topic;
  return `${segments[2]}.${segments.slice(3, -1).join('.')}`;
}

/** Whether the topic belongs to the platform: a new group starts at its end, since old announcements are stale. */
export function isPlatformTopic(topic: string): boolean {
  return topic.split('.')[2] === 'platform' && topic.startsWith('onex.');
}

const DEAD_LETTER_NAMES: Readonly<Record<MessageCategory, string>> = {
  COMMAND: 'commands',
  EVENT: 'events',
  INTENT: 'intents',
};

/**
 * Where a message of `sourceTopic` goes when it cannot be processed: the contract's dead-letter topic for its kind,
 * else the contract's first, else `onex.dlq.<domain>.<commands|events|intents>.v1`.
 */
export function deadLetterTopic(
  sourceTopic: string,
  domain: string,
  contractTopics: readonly string[] = [],
): string {
  const name = DEAD_LETTER_NAMES[topicCategory(sourceTopic) ?? 'COMMAND'];
  const fitting = contractTopics.find((topic) => topic.split('.')[3] === name);
  return fitting ?? contractTopics[0] ?? `onex.dlq.${kebabCase(domain)}.${name}.v1`;
}

function kebabCase(text: string): string {
  const kebab = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '');
  return kebab === '' ? 'node' : kebab;
}
