import type { Contract } from '../contract/model.ts';
import type { DispatchingNode } from './delivery/index.ts';
import { type GroupName, consumerGroup, isPlatformTopic, versionText } from './wire/index.ts';

/** What a consumer of a node is for: the node's own topics, or those of the platform. Each has a group of its own. */
export type Purpose = 'consume' | 'platform';

/** The topics that a node consumes, by the purpose of the consumer. */
export function topicsByPurpose(
  node: Pick<DispatchingNode, 'contract' | 'subscriptions'>,
): ReadonlyMap<Purpose, readonly string[]> {
  const topics = node.subscriptions ?? node.contract.topics.subscribe.map(({ topic }) => topic);
  return Map.groupBy(new Set(topics), (topic): Purpose => (isPlatformTopic(topic) ? 'platform' : 'consume'));
}

/**
 * The group of a consumer: the one that the contract writes, which gets the same endings as one that is made: the
 * purpose where it is not the node's own topics, and the version where each version has a group.
 */
export function groupOf({ consumerGroup: written }: Contract, name: GroupName): string {
  if (written === null) return consumerGroup(name);
  const version = name.version === null ? [] : [versionText(name.version)];
  return [written, ...(name.purpose === 'consume' ? [] : [name.purpose]), ...version].join('.');
}
