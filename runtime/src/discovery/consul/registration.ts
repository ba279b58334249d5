import type { ConsulClient } from './consul-client.ts';
import { type RegisteredNode, consulService, serviceIdOf } from './registered-node.ts';

/**
 * Puts a node into Consul: the service with its check, its topics, and the node among each topic's subscribers. Ends
 * after the service when it is `stopped` meanwhile: what follows would only have to be taken out again.
 */
export async function registerNode(
  consul: ConsulClient,
  node: RegisteredNode,
  stopped: () => boolean = () => false,
): Promise<void> {
  await consul.register(consulService(node));
  if (stopped()) return;
  const folder = `onex/nodes/${node.nodeId}/event_bus`;
  await Promise.all([
    consul.put(`${folder}/subscribe_topics`, node.subscribeTopics),
    consul.put(`${folder}/publish_topics`, node.publishTopics),
    changeAllSubscribers(consul, node, (ids) => ids.add(node.nodeId)),
  ]);
}

/**
 * Where a service with the node's ID is alive, other than at the node's own address; null: nowhere. It would be replaced
 * without notice if the node were registered.
 */
export async function findNamesake(consul: ConsulClient, node: RegisteredNode): Promise<string | null> {
  const own = consulService(node);
  const found = await consul.passing(own.name);
  const other = found.find(
    ({ id, address, port }) => id === own.id && (address !== own.address || port !== own.port),
  );
  if (other === undefined) return null;
  const host = other.address.includes(':') ? `[${other.address}]` : other.address;
  return `${other.nodeName || own.id} at ${host}:${other.port}`;
}

type Subscriber = Pick<RegisteredNode, 'nodeId' | 'nodeType' | 'subscribeTopics'>;

/** Takes out again all that `registerNode` puts in, all at once: whoever leaves is about to end. */
export async function deregisterNode(consul: ConsulClient, node: Subscriber): Promise<void> {
  await Promise.all([
    consul.deregister(serviceIdOf(node.nodeType, node.nodeId)),
    consul.remove(`onex/nodes/${node.nodeId}/`),
    changeAllSubscribers(consul, node, (ids) => ids.delete(node.nodeId)),
  ]);
}

/** Registers a node that the agent does not know, as after a restart without data. True when it had to. */
export async function ensureRegistered(
  consul: ConsulClient,
  node: RegisteredNode,
  stopped: () => boolean = () => false,
): Promise<boolean> {
  if ((await consul.has(serviceIdOf(node.nodeType, node.nodeId))) || stopped()) return false;
  await registerNode(consul, node, stopped);
  return true;
}

async function changeAllSubscribers(
  consul: ConsulClient,
  node: Subscriber,
  change: (ids: Set<string>) => unknown,
): Promise<void> {
  const topics = [...new Set(node.subscribeTopics)];
  await Promise.all(topics.map((topic) => changeSubscribers(consul, topic, change)));
}

/** The list belongs to all subscribers of the topic, who may change it at the same time. */
function changeSubscribers(
  consul: ConsulClient,
  topic: string,
  change: (ids: Set<string>) => unknown,
): Promise<void> {
  return consul.update(`onex/topics/${topic}/subscribers`, (value) => {
    const before = (Array.isArray(value) ? value : []).filter((id): id is string => typeof id === 'string');
    const ids = new Set(before);
    change(ids);
    return ids.size === before.length ? undefined : [...ids].toSorted();
  });
}
