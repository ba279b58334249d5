import type { DispatchingNode } from '../delivery/index.ts';
import { isPlatformTopic } from '../wire/index.ts';

/** What a consumer of a node is for: the node's own topics, or those of the platform. Each has a group of its own. */
export type Purpose = 'consume' | 'platform';

/** The topics that a node consumes, by the purpose of the consumer. */
export function topicsByPurpose(
  node: Pick<DispatchingNode, 'contract' | 'subscriptions'>,
): ReadonlyMap<Purpose, readonly string[]> {
  const topics = node.subscriptions ?? node.contract.topics.subscribe.map(({ topic }) => topic);
  return Map.groupBy(new Set(topics), (topic): Purpose => (isPlatformTopic(topic) ? 'platform' : 'consume'));
}
