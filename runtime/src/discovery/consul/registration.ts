import type { ConsulClient } from './consul-client.ts';
import { isRefused } from './consul-request.ts';
import { ALL_PARTS, type RegistrationPart } from './reconcile.ts';
import { NODES, type RegisteredNode, consulService, serviceIdOf } from './registered-node.ts';
import { removeSubscriber } from './subscribers.ts';

/**
 * Where a service with the node's ID is alive, other than at the node's own address. Null if nowhere. That service
 * would be replaced without notice if the node were registered.
 */
export async function findNamesake(consul: ConsulClient, node: RegisteredNode): Promise<string | null> {
  const own = consulService(node);
  const found = await consul.listed(own.name);
  const other = found.find(
    ({ id, address, port, status }) =>
      id === own.id && status === 'passing' && (address !== own.address || port !== own.port),
  );
  if (other === undefined) return null;
  const host = other.address.includes(':') ? `[${other.address}]` : other.address;
  return `${other.nodeName || own.id} at ${host}:${other.port}`;
}

type Subscriber = Pick<RegisteredNode, 'nodeId' | 'nodeType' | 'subscribeTopics'>;

/**
 * Removes parts of a node's registration, all at the same time, because the caller is about to end. A part that is
 * missing already counts as removed.
 * @throws OnexError DEPENDENCY_UNAVAILABLE if a part could not be removed; the other parts are removed.
 */
export async function deregisterNode(
  consul: ConsulClient,
  node: Subscriber,
  parts: ReadonlySet<RegistrationPart> = ALL_PARTS,
): Promise<void> {
  const removals: Record<RegistrationPart, () => Promise<unknown>> = {
    service: () => consul.deregister(serviceIdOf(node.nodeType, node.nodeId)),
    topics: () => consul.remove(`${NODES}${node.nodeId}/`),
    subscribers: () => removeSubscriber(consul, node.nodeId, node.subscribeTopics),
  };
  const results = await Promise.allSettled([...parts].map((part) => removals[part]()));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
  const failure = reasons.find((reason) => !isRefused(reason)) ?? reasons[0];
  if (failure !== undefined) throw failure;
}
