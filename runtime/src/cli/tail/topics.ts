import { didYouMean } from 'onex-cli-kit';
import { CliError } from '../cli-error.ts';
import type { NodeDescription } from '../control/index.ts';
import { namesOf, selectNode } from '../project/index.ts';

/** Every topic that the nodes subscribe to, publish to, or send dead letters to. */
export function knownTopics(nodes: readonly NodeDescription[]): string[] {
  const topics = nodes.flatMap((node) => [
    ...node.subscribes,
    ...node.publishes,
    ...node.deadLetters,
    ...node.completed,
    ...node.failed,
  ]);
  return [...new Set(topics)].toSorted();
}

/**
 * The typed topics: a pattern or a topic does not change, and a node's name stands for all topics of the node.
 * @throws CliError if a word is neither.
 */
export function expandTopics(
  typed: readonly string[],
  nodes: readonly NodeDescription[],
  existing: readonly string[] = [],
): string[] {
  return typed.flatMap((word) => {
    if (word.includes('*') || word.includes('.') || existing.includes(word)) return [word];
    const node = nodes.some(({ name }) => namesOf(name).includes(word)) || !knownTopics(nodes).includes(word);
    return node ? knownTopics([selectNode(word, nodes)]) : [word];
  });
}

/** A line about a topic that neither a node of the project nor the bus knows. Null if it is known or a pattern. */
export function unknownTopic(
  topic: string,
  nodes: readonly NodeDescription[],
  existing: readonly string[] = [],
): string | null {
  const known = [...knownTopics(nodes), ...existing];
  if (topic.includes('*') || known.includes(topic) || topic.split('.')[2] === 'platform') return null;
  const where = existing.length === 0 ? '' : ', and the bus has no such topic';
  return `No node of the project names the topic ${topic}${where}.${didYouMean(topic, known)}`;
}

/** @throws CliError as `unknownTopic` says. */
export function requireKnownTopic(
  topic: string,
  nodes: readonly NodeDescription[],
  existing: readonly string[] = [],
): void {
  const problem = unknownTopic(topic, nodes, existing);
  if (problem !== null) throw new CliError(problem);
}
