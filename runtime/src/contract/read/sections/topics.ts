import type { MessageCategory, TopicReference } from '../../model.ts';
import { quote } from '../../yaml/quote.ts';
import {
  at,
  error,
  expectMapping,
  firstOf,
  forPeople,
  idle,
  isAbsent,
  isMapping,
  items,
  peek,
  warn,
  type Place,
  oneOf,
  prose,
  word,
  words,
} from '../values/index.ts';
import {
  bareTopic,
  readDispatch,
  readTerminalEvents,
  readTopicConfig,
  readTopicPayload,
  topicWord,
} from '../events/index.ts';
import { readFields } from '../types/index.ts';
import { categoryOf, isTopicName, obeysTopicRule, tellsFailure } from '../topic-names.ts';

/** The topics as the contract writes them, before anything is made up. */
export interface WrittenTopics {
  readonly subscribe: readonly TopicReference[];
  readonly publish: readonly TopicReference[];
  readonly deadLetter: readonly string[];
  /** `event_bus.publish.success_topic` and `failure_topic`. */
  readonly success: string | null;
  readonly failure: string | null;
}

const CATEGORIES: readonly MessageCategory[] = ['COMMAND', 'EVENT', 'INTENT'];

/** Reads `event_bus`, the older `subscribe`/`publish` forms in it, `consumed_events` and `published_events`. */
export function readTopics(root: Place): WrittenTopics {
  const bus = at(root, 'event_bus');
  if (expectMapping(bus)) {
    forPeople(bus, 'version', 'description');
    idle(bus, 'the transport is a setting of the node', 'event_bus_type', 'event_bus_enabled', 'enabled');
    idle(bus, 'it is not used', 'publish_topic_metadata', 'subscribe_topic_metadata', 'plugin_managed');
  }
  const terminal = readTerminalEvents(root);
  const topics = at(root, 'topics');
  if (isMapping(topics.value)) forPeople(topics, 'version', 'description');
  const older = { subscribe: at(bus, 'subscribe'), publish: at(bus, 'publish') };
  const olderSubscribe = olderTopics(older.subscribe, ['topic', 'topics']);
  const olderPublish = olderTopics(older.publish, ['success_topic', 'failure_topic', 'topic', 'topics']);
  for (const key of ['consumed_events', 'published_events']) warnOfOtherTypes(at(root, key));
  return {
    subscribe: merge([
      ...topicList(at(bus, 'subscribe_topics')),
      ...topicList(at(root, 'subscribe_topics')),
      ...topicList(readDispatch(root).command),
      ...topicList(at(root, 'initial_command')),
      ...olderSubscribe,
      ...topicList(at(root, 'consumed_events')),
      ...listedTopics(topics, 'consumes', 'subscribes'),
    ]),
    publish: merge([
      ...topicList(at(bus, 'publish_topics')),
      ...topicList(at(root, 'publish_topics')),
      ...topicList(at(root, 'terminal_event')),
      ...olderPublish,
      ...topicList(at(root, 'published_events')),
      ...listedTopics(topics, 'produces', 'publishes'),
      ...[...terminal.success, ...terminal.failure].map(referenceTo),
    ]),
    deadLetter: [...new Set([...words(at(bus, 'dlq_topics')), ...words(at(bus, 'dlq_topic'))])],
    success: endOf(older.publish, 'success_topic') ?? terminal.success[0] ?? terminalEvent(root),
    failure: endOf(older.publish, 'failure_topic') ?? terminal.failure[0] ?? null,
  };
}

/** A topic has one event type here: the first one that the contract writes beside it. */
function warnOfOtherTypes(list: Place): void {
  const first = new Map<unknown, unknown>();
  for (const { value, path, log, trace } of Array.isArray(list.value) ? items(list) : []) {
    if (!isMapping(value) || typeof value['event_type'] !== 'string') continue;
    const { topic, event_type: type } = value;
    if (!first.has(topic)) first.set(topic, type);
    else if (first.get(topic) !== type) {
      const place = at({ value, path, log, trace }, 'event_type');
      warn(place, `has no effect: the event type of the topic is ${quote(first.get(topic) as string)}`);
    }
  }
}

/** `event_bus.publish.success_topic` or `failure_topic`. */
function endOf(publish: Place, key: 'success_topic' | 'failure_topic'): string | null {
  return isMapping(publish.value) ? topicWord(at(publish, key)) : null;
}

/** Lists of a mapping `topics`, as `{consumes, produces}` or `{subscribes, publishes}`. */
function listedTopics(topics: Place, ...keys: readonly string[]): TopicReference[] {
  return isMapping(topics.value) ? keys.flatMap((key) => topicList(at(topics, key))) : [];
}

function referenceTo(topic: string): TopicReference {
  return { topic, eventType: null, category: categoryOf(topic), description: null };
}

/** `terminal_event` is the event that ends the node's work: its completed event, where it is a topic. */
function terminalEvent(root: Place): string | null {
  const { value } = at(root, 'terminal_event');
  const topic = typeof value === 'string' ? bareTopic(value) : '';
  return categoryOf(topic) === 'EVENT' && !tellsFailure(topic) ? topic : null;
}

function olderTopics(place: Place, keys: readonly string[]): TopicReference[] {
  if (Array.isArray(place.value) || typeof place.value === 'string') return topicList(place);
  if (!expectMapping(place)) return [];
  forPeople(place, 'description', 'version');
  at(place, 'consumer_group');
  idle(
    place,
    'write it beside the topic, in subscribe_topics or publish_topics',
    'event_type',
    'message_category',
  );
  return keys.flatMap((key) => topicList(at(place, key)));
}

function topicList(place: Place): TopicReference[] {
  return items(place, { single: true }).flatMap((item) => topicReference(item) ?? []);
}

function topicReference(place: Place): TopicReference | null {
  if (typeof place.value === 'string' || !isMapping(place.value)) {
    const topic = topicWord(place);
    if (topic === null) return null;
    checkRule(place, topic);
    return referenceTo(topic);
  }
  // The name of an event beside its topic; the topic is what counts.
  forPeople(place, 'version', 'name', 'event');
  idle(place, 'handler_routing selects the handler of a message', 'handler', 'trigger');
  idle(place, 'a topic is used as it is written', 'full_topic_pattern', 'required');
  const inList = place.path[0] === 'event_bus' || place.path[0] === 'topics' ? ['name'] : [];
  const named = firstOf(place, 'topic', 'topic_suffix', ...patternKeys(place), ...inList);
  if (isAbsent(named)) {
    // Entries of consumed_events and published_events may name an event alone, which is not a topic to subscribe to.
    if (place.path[0] === 'event_bus') error(place, 'topic is missing');
    else warn(place, 'names no topic, so nothing is subscribed or published for it');
    return null;
  }
  const topic = topicWord(named);
  if (topic === null) return null;
  checkRule(named, topic);
  const payload = readTopicPayload(place);
  const fields = readFields(at(place, 'payload_fields')) ?? payload.fields ?? null;
  const config = readTopicConfig(at(place, 'topic_config'));
  return {
    topic,
    eventType: word(firstOf(place, 'event_type', 'event_name')),
    category: oneOf(firstOf(place, 'message_category', 'category'), CATEGORIES) ?? categoryOf(topic),
    description: prose(at(place, 'description')),
    ...(fields !== null && { fields }),
    ...(payload.model !== undefined && { model: payload.model }),
    ...(config !== null && { config }),
  };
}

/** Some contracts write the topic itself as the pattern of the event. */
function patternKeys(place: Place): readonly string[] {
  const pattern = peek(place, 'event_pattern');
  if (typeof pattern === 'string' && obeysTopicRule(bareTopic(pattern))) return ['event_pattern'];
  idle(place, 'a topic is used as it is written', 'event_pattern');
  return [];
}

function checkRule(place: Place, topic: string): void {
  if (place.log.checkedTopics.has(topic)) return;
  place.log.checkedTopics.add(topic);
  if (!isTopicName(topic)) {
    error(
      place,
      `${quote(topic)} cannot be a Kafka topic: at most 249 characters of a-z, 0-9, ".", "_" and "-", and not dots alone`,
    );
  } else if (!obeysTopicRule(topic)) {
    warn(
      place,
      `topic ${quote(topic, 120)} breaks the rule onex.<kind>.<producer>.<event-name>.v<N>; used as it is`,
    );
  }
}

/** One entry for each topic; a later mention adds what the first left out. */
export function merge(references: readonly TopicReference[]): TopicReference[] {
  const byTopic = new Map<string, TopicReference>();
  for (const reference of references) {
    const known = byTopic.get(reference.topic);
    const fields = known?.fields ?? reference.fields;
    const model = known?.model ?? reference.model;
    const config = known?.config ?? reference.config;
    byTopic.set(reference.topic, {
      topic: reference.topic,
      eventType: known?.eventType ?? reference.eventType,
      category: known?.category ?? reference.category,
      description: known?.description ?? reference.description,
      ...(fields !== undefined && { fields }),
      ...(model !== undefined && { model }),
      ...(config !== undefined && { config }),
    });
  }
  return [...byTopic.values()];
}
