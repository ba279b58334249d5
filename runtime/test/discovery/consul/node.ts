/** A node as it is registered, for the tests of registration. */
export const node = {
  nodeId: '11111111-1111-4111-8111-111111111111',
  nodeName: 'node_shop_trip_effect',
  nodeType: 'effect',
  version: '1.0.0',
  domain: 'shop',
  contractHash: 'h',
  healthUrl: 'http://127.0.0.1:9/health',
  subscribeTopics: ['onex.cmd.shop.a.v1', 'onex.cmd.shop.c.v1'],
  publishTopics: ['onex.evt.shop.b.v1'],
} as const;

export const SERVICE = `service onex-effect-${node.nodeId}`;
export const FOLDER = `onex/nodes/${node.nodeId}/event_bus`;

export function subscribersOf(topic: string): string {
  return `onex/topics/${topic}/subscribers`;
}
