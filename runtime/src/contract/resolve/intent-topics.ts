import { nameInTopic, type TopicOwner } from '../machine/index.ts';
import type { IntentDeclaration, StateMachine, TopicReference } from '../model.ts';
import { categoryOf, eventNameOf, kebab } from '../read/topic-names.ts';

/**
 * Where an intent goes: the published topic that stands for it, else `onex.intent.<domain>.<node>-<name>.v1`.
 */
export function intentTopicOf(intent: string, publish: readonly TopicReference[], owner: TopicOwner): string {
  const { domain, baseName } = owner;
  const topics = publish.map(({ topic }) => topic).filter((topic) => topic.startsWith('onex.intent.'));
  return (
    topics.find((topic) => eventNameOf(topic) === kebab(intent)) ??
    topics.find((topic) => eventNameOf(topic) === `${kebab(baseName)}-${kebab(intent)}`) ??
    topics.find((topic) => nameInTopic(topic, [intent], owner) !== undefined) ??
    `onex.intent.${kebab(domain)}.${kebab(baseName)}-${kebab(intent)}.v1`
  );
}

/**
 * Topics of a reducer's intents that the contract does not list: those of the declared intents, otherwise those of the
 * actions that emit one. They are published topics like the others, so they are checked and created.
 */
export function resolveIntentTopics(
  intents: readonly IntentDeclaration[],
  machine: StateMachine | null,
  publish: readonly TopicReference[],
  owner: TopicOwner,
): readonly TopicReference[] {
  const names = intents.length > 0 ? intents.map(({ type }) => type) : emittingActions(machine);
  const known = new Set(publish.map(({ topic }) => topic));
  const missing = names
    .map((name) => intentTopicOf(name, publish, owner))
    .filter((topic) => !known.has(topic));
  return [...new Set(missing)].map((topic) => ({
    topic,
    eventType: null,
    category: categoryOf(topic),
    description: null,
  }));
}

function emittingActions(machine: StateMachine | null): readonly string[] {
  if (machine === null) return [];
  const { states, transitions } = machine;
  return [
    ...states.flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...transitions.flatMap(({ actions }) => actions),
  ]
    .filter(({ type }) => type === 'intent_emission')
    .map(({ name }) => name);
}
