import type { MessageCategory, TopicReference } from '../model.ts';
import { quote } from '../yaml/quote.ts';
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
  warn,
} from './place.ts';
import type { Place } from './place.ts';
import { oneOf, prose, word, words } from './scalars.ts';
import { categoryOf, obeysTopicRule, tellsFailure } from './topic-names.ts';

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
    idle(
      bus,
      'nothing reads it here',
      'publish_topic_metadata',
      'subscribe_topic_metadata',
      'plugin_managed',
    );
    idle(bus, 'a node is its own consumer group', 'consumer_group');
  }
  const older = { subscribe: at(bus, 'subscribe'), publish: at(bus, 'publish') };
  const olderSubscribe = olderTopics(older.subscribe, ['topic', 'topics']);
  const olderPublish = olderTopics(older.publish, ['success_topic', 'failure_topic', 'topic', 'topics']);
  return {
    subscribe: merge([
      ...topicList(at(bus, 'subscribe_topics')),
      ...topicList(at(root, 'subscribe_topics')),
      ...topicList(at(root, 'initial_command')),
      ...olderSubscribe,
      ...topicList(at(root, 'consumed_events')),
    ]),
    publish: merge([
      ...topicList(at(bus, 'publish_topics')),
      ...topicList(at(root, 'publish_topics')),
      ...topicList(at(root, 'terminal_event')),
      ...olderPublish,
      ...topicList(at(root, 'published_events')),
    ]),
    deadLetter: [...new Set([...words(at(bus, 'dlq_topics')), ...words(at(bus, 'dlq_topic'))])],
    success: isMapping(older.publish.value) ? word(at(older.publish, 'success_topic')) : terminalEvent(root),
    failure: isMapping(older.publish.value) ? word(at(older.publish, 'failure_topic')) : null,
  };
}

/** `terminal_event` is the event that ends the node's work: its completed event, where it is a topic. */
function terminalEvent(root: Place): string | null {
  const { value } = at(root, 'terminal_event');
  return typeof value === 'string' && categoryOf(value) === 'EVENT' && !tellsFailure(value) ? value : null;
}

function olderTopics(place: Place, keys: readonly string[]): TopicReference[] {
  if (Array.isArray(place.value) || typeof place.value === 'string') return topicList(place);
  if (!expectMapping(place)) return [];
  forPeople(place, 'description', 'version');
  idle(place, 'a node is its own consumer group', 'consumer_group');
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
    const topic = word(place);
    if (topic === null) return null;
    checkRule(place, topic);
    return { topic, eventType: null, category: categoryOf(topic), description: null };
  }
  // The name of an event beside its topic; the topic is what counts.
  forPeople(place, 'version', 'name', 'event');
  idle(place, 'topics are made by the broker or by --create-topics', 'topic_config');
  idle(
    place,
    'models of messages are those of operations',
    'payload_fields',
    'schema',
    'schema_ref',
    'model',
    'event_model',
  );
  idle(place, 'handler_routing says which handler takes a message', 'handler', 'trigger');
  idle(place, 'a topic is used as it is written', 'full_topic_pattern', 'event_pattern', 'required');
  const named = firstOf(place, 'topic', 'topic_suffix', ...(place.path[0] === 'event_bus' ? ['name'] : []));
  if (isAbsent(named)) {
    // Entries of consumed_events and published_events may name an event alone, which is no topic to subscribe to.
    if (place.path[0] === 'event_bus') error(place, 'topic is missing');
    else warn(place, 'names no topic, so nothing is subscribed or published for it');
    return null;
  }
  const topic = word(named);
  if (topic === null) return null;
  checkRule(named, topic);
  return {
    topic,
    eventType: word(firstOf(place, 'event_type', 'event_name')),
    category: oneOf(firstOf(place, 'message_category', 'category'), CATEGORIES) ?? categoryOf(topic),
    description: prose(at(place, 'description')),
  };
}

function checkRule(place: Place, topic: string): void {
  if (place.log.checkedTopics.has(topic)) return;
  place.log.checkedTopics.add(topic);
  if (topic.length > 249 || !/^[\w.-]+$/.test(topic) || /^\.\.?$/.test(topic)) {
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
    byTopic.set(reference.topic, {
      topic: reference.topic,
      eventType: known?.eventType ?? reference.eventType,
      category: known?.category ?? reference.category,
      description: known?.description ?? reference.description,
    });
  }
  return [...byTopic.values()];
}
