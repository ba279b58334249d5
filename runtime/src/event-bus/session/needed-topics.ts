import { platformTopics, type PlatformEvent } from '../../discovery/announcements/platform-events/index.ts';
import type { DispatchingNode } from '../delivery/index.ts';
import { HEARTBEAT_TOPIC, INTROSPECTION_TOPIC } from '../wire/index.ts';

/**
 * Topics that the host requires. A mesh without a registry has no topics for requests to introspect.
 * @param events Platform events that the host publishes besides introspections and heartbeats.
 */
export function neededTopics(
  node: Pick<DispatchingNode, 'contract' | 'subscriptions'> | null,
  events: readonly PlatformEvent[] = [],
): readonly string[] {
  const platform = [INTROSPECTION_TOPIC, HEARTBEAT_TOPIC, ...platformTopics(events)];
  if (node === null) return platform;
  const { subscribe, publish, deadLetter } = node.contract.topics;
  return [
    ...platform,
    ...(node.subscriptions ?? subscribe.map(({ topic }) => topic)),
    ...publish.map(({ topic }) => topic),
    ...deadLetter,
  ];
}
