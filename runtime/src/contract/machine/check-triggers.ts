import { quote } from 'onex-cli-kit';
import type { StateMachine, TopicReference } from '../model.ts';
import { at, isMapping, warn, type Place } from '../read/values/index.ts';
import { nameInTopic, namesEnding, type TopicOwner } from './topic-names.ts';

interface Topics {
  readonly subscribe: readonly TopicReference[];
  readonly publish: readonly TopicReference[];
}

/**
 * Warns of each topic whose name ends with several triggers or intents, and of each that ends with one but does not
 * stand for it. The author then sees which one is taken before a message is.
 */
export function checkTriggers(
  root: Place,
  { states, transitions }: StateMachine,
  { subscribe, publish }: Topics,
  owner: TopicOwner,
): void {
  const triggers = [...new Set(transitions.map(({ trigger }) => trigger))];
  const bus = at(root, 'event_bus');
  for (const { topic } of subscribe) {
    const found = describe(
      topic,
      triggers,
      owner,
      'trigger',
      'Send the trigger as operation, or add a route',
    );
    if (found !== null) warn(entryOf(at(bus, 'subscribe_topics'), topic, bus), found);
  }
  const actions = [
    ...states.flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...transitions.flatMap((transition) => transition.actions),
  ];
  const emitted = actions.filter(({ type }) => type === 'intent_emission').map(({ name }) => name);
  const intents = [...new Set(emitted)];
  for (const { topic } of publish) {
    if (!topic.startsWith('onex.intent.')) continue;
    const found = describe(topic, intents, owner, 'intent', 'Add a topic that is named after the intent');
    if (found !== null) warn(entryOf(at(bus, 'publish_topics'), topic, bus), found);
  }
}

function describe(
  topic: string,
  names: readonly string[],
  owner: TopicOwner,
  what: string,
  remedy: string,
): string | null {
  const candidates = namesEnding(topic, names);
  const taken = nameInTopic(topic, names, owner);
  if (candidates.length === 0 || (candidates.length === 1 && taken !== undefined)) return null;
  const listed = candidates.map((name) => quote(name)).join(', ');
  if (taken === undefined) {
    return `topic ${quote(topic)} ends with ${what} ${listed} but is not mapped to it. ${remedy}`;
  }
  return `topic ${quote(topic)} ends with several ${what}s (${listed}); it is mapped to ${quote(taken)}`;
}

/** The topic's entry in a list of topics, or the place of the bus where the topic is named elsewhere. */
function entryOf(list: Place, topic: string, bus: Place): Place {
  const entries = Array.isArray(list.value) ? list.value : [];
  const index = entries.findIndex((entry) => (isMapping(entry) ? entry['topic'] : entry) === topic);
  return index === -1 ? bus : at(list, index);
}
