import { quote } from 'onex-cli-kit';
import { obeysTopicRule, readContract, type Contract, type KeyPath } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';
import { firstPath, isMapping, putPair, removeItems, valueAt } from './data.ts';
import { insertItem } from './yaml/index.ts';

export type Direction = 'subscribe' | 'publish' | 'dead-letter';
export const DIRECTIONS: readonly Direction[] = ['subscribe', 'publish', 'dead-letter'];

const LISTS: Readonly<Record<Direction, readonly KeyPath[]>> = {
  subscribe: [['event_bus', 'subscribe_topics'], ['subscribe_topics'], ['consumed_events']],
  publish: [['event_bus', 'publish_topics'], ['publish_topics'], ['published_events']],
  'dead-letter': [['event_bus', 'dlq_topics']],
};
const VERSION = { major: 1, minor: 0, patch: 0 };

const topicOf = (item: unknown): unknown => (isMapping(item) ? (item['topic'] ?? item['name']) : item);

/** Topics of a contract in one direction. */
export function topicsIn({ topics }: Contract, direction: Direction): readonly string[] {
  if (direction === 'dead-letter') return topics.deadLetter;
  return topics[direction].map(({ topic }) => topic);
}

/** Returns the usual direction of a topic by its kind; null if it may be either. */
export function usualDirection(topic: string): Direction | null {
  const [, kind] = topic.split('.');
  if (kind === 'cmd') return 'subscribe';
  return kind === 'dlq' ? 'dead-letter' : null;
}

/** Adds a topic to the list of its direction, if it is missing. */
export function putTopic(text: string, topic: string, direction: Direction): string {
  const list = firstPath(text, LISTS[direction]) ?? LISTS[direction][0]!;
  const items = valueAt(text, list);
  if (Array.isArray(items)) {
    if (items.some((item) => topicOf(item) === topic)) return text;
    const isPlain = items.every((item) => !isMapping(item));
    return insertItem(text, list, isPlain ? topic : { topic });
  }
  const [bus = '', key = ''] = list as readonly string[];
  if (valueAt(text, [bus]) !== undefined) return putPair(text, [bus], key, [topic]);
  const lists = Object.fromEntries(
    ['subscribe_topics', 'publish_topics'].map((one) => [one, one === key ? [topic] : []]),
  );
  return putPair(text, [], bus, { version: VERSION, ...lists, [key]: [topic] });
}

/** A list of topics replaces the topics that the naming rule gives a node, so those are written into it as well. */
export function withAllTopics(text: string, before: Contract): string {
  const { contract } = readContract(text, { file: 'contract.yaml', origin: 'foreign' });
  if (contract === null) return text;
  return DIRECTIONS.reduce((rest, direction) => {
    const now = new Set(topicsIn(contract, direction));
    const lost = topicsIn(before, direction).filter((topic) => !now.has(topic));
    return lost.reduce((result, topic) => putTopic(result, topic, direction), rest);
  }, text);
}

/**
 * Adds a topic that the node reads, publishes, or sends dead letters to.
 * @throws UserError for a name that breaks the rule of topics, and for an existing topic
 */
export function addTopic(text: string, contract: Contract, topic: string, direction: Direction): string {
  if (!obeysTopicRule(topic)) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `${quote(topic, 120)} is not a topic name. Write onex.<cmd|evt|intent|dlq>.<producer>.<event-name>.v<N>, in lower case with dashes.`,
    );
  }
  if (topicsIn(contract, direction).includes(topic)) {
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `${contract.name} has the topic ${topic} under ${direction} already.`,
    );
  }
  return withAllTopics(putTopic(text, topic, direction), contract);
}

/** Removes a topic from the lists of a direction. */
export function dropTopic(text: string, topic: string, direction: Direction): string {
  return LISTS[direction].reduce(
    (rest, list) => removeItems(rest, list, (item) => topicOf(item) === topic),
    text,
  );
}

/**
 * Removes a topic from the contract.
 * @param direction Null: from all of its lists.
 * @throws UserError for a topic that the contract does not have, or that a step of the workflow needs
 */
export function removeTopic(
  text: string,
  contract: Contract,
  topic: string,
  direction: Direction | null,
): string {
  const given = direction === null ? DIRECTIONS : [direction];
  const found = given.filter((one) => topicsIn(contract, one).includes(topic));
  if (found.length === 0) {
    const all = given.flatMap((one) => topicsIn(contract, one));
    throw new UserError(
      'ERR_ONEX_NOT_FOUND',
      `${contract.name} has no topic ${quote(topic, 120)}; it has ${all.join(', ')}.`,
    );
  }
  const step = contract.workflow?.steps.find((one) =>
    [one.commandTopic, one.completedTopic, one.failedTopic].includes(topic),
  );
  if (step !== undefined) {
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `The step ${step.id} of ${contract.name} needs ${topic}. Remove the step: onex remove ${contract.name} step ${step.id}`,
    );
  }
  const after = found.reduce((rest, one) => dropTopic(rest, topic, one), text);
  if (after === text) {
    throw new UserError(
      'ERR_ONEX_CONTRACT_EDIT',
      `${contract.name} has the topic ${topic} by the naming rule or by a route, not in a list of topics. Edit contract.yaml.`,
    );
  }
  return after;
}
