import type { DispatchingNode } from './delivery/index.ts';
import { HEARTBEAT_TOPIC, INTROSPECTION_TOPIC } from './wire/index.ts';

/** Topics that the host cannot do without; a mesh without a registry has none for requests to introspect. */
export function neededTopics(
  node: Pick<DispatchingNode, 'contract' | 'subscriptions'> | null,
): readonly string[] {
  const platform = [INTROSPECTION_TOPIC, HEARTBEAT_TOPIC];
  if (node === null) return platform;
  const { subscribe, publish, deadLetter } = node.contract.topics;
  return [
    ...platform,
    ...(node.subscriptions ?? subscribe.map(({ topic }) => topic)),
    ...publish.map(({ topic }) => topic),
    ...deadLetter,
  ];
}
