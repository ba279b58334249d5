import type { MeshNode } from 'onex-runtime/contract';
import type { TopicGroup } from './model.ts';

/** Describes the picture in words, for people who cannot see it. */
export function describeMesh(
  nodes: readonly MeshNode[],
  groups: readonly TopicGroup[],
): { readonly title: string; readonly description: string } {
  const topics = groups.flatMap((group) => group.topics);
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const of = (side: 'publishers' | 'subscribers', node: number): string =>
    groups.flatMap((group) => (group[side].includes(node) ? group.topics : [])).join(', ') || 'nothing';
  const sentences = nodes.map(
    ({ contract }, node) =>
      `${contract.name} (${contract.kind}) subscribes to ${of('subscribers', node)}, and publishes ${of('publishers', node)}.`,
  );
  return {
    title: `Mesh of ${count(nodes.length, 'node')} and ${count(topics.length, 'topic')}`,
    description: sentences.join(' '),
  };
}
