import type { MessageCategory, TopicReference } from '../model.ts';
import { categoryOf, topicName } from '../read/topic-names.ts';

const NAMES: Readonly<Record<MessageCategory, string>> = {
  COMMAND: 'commands',
  EVENT: 'events',
  INTENT: 'intents',
};

/**
 * The dead-letter topics of a node: those that its contract declares, else one for each kind of message that it
 * subscribes to. They are resolved with the contract, because a topic that nobody checks or creates is missing when the
 * first message cannot be processed.
 */
export function resolveDeadLetters(
  declared: readonly string[],
  subscribe: readonly TopicReference[],
  domain: string,
): readonly string[] {
  if (declared.length > 0) return declared;
  return [...new Set(subscribe.map(({ topic }) => deadLetterTopic(topic, domain)))];
}

/**
 * Where a message of `sourceTopic` goes when it cannot be processed: the contract's dead-letter topic for its kind,
 * otherwise the contract's first, or `onex.dlq.<domain>.<commands|events|intents>.v1`.
 */
export function deadLetterTopic(
  sourceTopic: string,
  domain: string,
  contractTopics: readonly string[] = [],
): string {
  const name = NAMES[categoryOf(sourceTopic) ?? 'COMMAND'];
  const fitting = contractTopics.find((topic) => topic.split('.')[3] === name);
  return fitting ?? contractTopics[0] ?? topicName('dlq', domain, name);
}
