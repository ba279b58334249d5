import type { ConsulClient } from './consul-client.ts';
import { type RegisteredNode, consulService, serviceIdOf } from './registered-node.ts';

/** Puts a node into Consul: the service with its check, its topics, and the node among each topic's subscribers. */
export async function registerNode(consul: ConsulClient, node: RegisteredNode): Promise<void> {
  await consul.register(consulService(node));
  const folder = `onex/nodes/${node.nodeId}/event_bus`;
  await consul.put(`${folder}/subscribe_topics`, node.subscribeTopics);
  await consul.put(`${folder}/publish_topics`, node.publishTopics);
  for (const topic of new Set(node.subscribeTopics)) {
    await changeSubscribers(consul, topic, (ids) => ids.add(node.nodeId));
  }
}

/** Takes out again all that `registerNode` puts in. */
export async function deregisterNode(
  consul: ConsulClient,
  node: Pick<RegisteredNode, 'nodeId' | 'nodeType' | 'subscribeTopics'>,
): Promise<void> {
  await consul.deregister(serviceIdOf(node.nodeType, node.nodeId));
  await consul.remove(`onex/nodes/${node.nodeId}/`);
  for (const topic of new Set(node.subscribeTopics)) {
    await changeSubscribers(consul, topic, (ids) => ids.delete(node.nodeId));
  }
}

/** Registers a node that the agent does not know, as after a restart without data. True when it had to. */
export async function ensureRegistered(consul: ConsulClient, node: RegisteredNode): Promise<boolean> {
  if (await consul.has(serviceIdOf(node.nodeType, node.nodeId))) return false;
  await registerNode(consul, node);
  return true;
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
