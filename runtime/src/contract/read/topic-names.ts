import type { MessageCategory } from '../model.ts';

/** The five-segment rule of the ecosystem: bare names, producer and event in kebab case, version from 1. */
const RULE =
  /^onex\.(cmd|evt|dlq|intent|snapshot)\.[a-z](?:[a-z0-9]*(?:-[a-z0-9]+)*)\.[a-z](?:[a-z0-9]*(?:-[a-z0-9]+)*)\.v[1-9]\d*$/;

/** Whether Kafka accepts a name for a topic. */
export function isTopicName(topic: unknown): topic is string {
  return typeof topic === 'string' && /^(?!\.\.?$)[\w.-]{1,249}$/.test(topic);
}

export function obeysTopicRule(topic: string): boolean {
  return topic.length <= 249 && RULE.test(topic);
}

const CATEGORIES: Readonly<Record<string, MessageCategory>> = {
  cmd: 'COMMAND',
  evt: 'EVENT',
  intent: 'INTENT',
};

/** From the second segment; null for dlq, snapshot and names of another form. */
export function categoryOf(topic: string): MessageCategory | null {
  const [root, kind] = topic.split('.');
  return root === 'onex' && kind !== undefined && Object.hasOwn(CATEGORIES, kind)
    ? (CATEGORIES[kind] ?? null)
    : null;
}

/** Producer: the third segment of a topic that has five, otherwise null. */
export function producerOf(topic: string): string | null {
  const segments = topic.split('.');
  return segments.length === 5 && segments[0] === 'onex' ? (segments[2] ?? null) : null;
}

/** `ledger-append` of `onex.cmd.platform.ledger-append.v1`; the whole name where it has another form. */
export function eventNameOf(topic: string): string {
  const segments = topic.split('.');
  return segments.length === 5 ? (segments[3] ?? topic) : topic;
}

/** Text as a producer or event segment: `Scope Check_2` becomes `scope-check-2`; `x` where nothing is left. */
export function kebab(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.join('-');
  if (joined === '') return 'x';
  return (/^[a-z]/.test(joined) ? joined : `x-${joined}`).slice(0, 100).replace(/-+$/, '');
}

/** A topic of our own making, which obeys the rule. */
export function topicName(kind: 'cmd' | 'evt' | 'dlq' | 'intent', producer: string, event: string): string {
  return `onex.${kind}.${kebab(producer)}.${kebab(event)}.v1`;
}

/** Whether an event reports a failure, by the last word of its name. */
export function tellsFailure(topic: string): boolean {
  return /(?:^|[-_.])(?:failed|failure|failures|error|errors|rejected)$/.test(eventNameOf(topic));
}
