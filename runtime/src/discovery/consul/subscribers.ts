import type { ConsulClient } from './consul-client.ts';
import { subscribersKey } from './registered-node.ts';

/** Enters the ID of a node into the lists of subscribers of topics. @returns whether a list changed. */
export function addSubscriber(
  consul: ConsulClient,
  nodeId: string,
  topics: Iterable<string>,
): Promise<boolean> {
  return changeLists(consul, topics, (list) => withSubscriber(list, nodeId));
}

/** Removes the ID of a node from the lists of subscribers of topics. @returns whether a list changed. */
export function removeSubscriber(
  consul: ConsulClient,
  nodeId: string,
  topics: Iterable<string>,
): Promise<boolean> {
  return changeLists(consul, topics, (list) => withoutSubscriber(list, nodeId));
}

/** A list belongs to all subscribers of its topic. `change` returns undefined if the list is already correct. */
async function changeLists(
  consul: ConsulClient,
  topics: Iterable<string>,
  change: (list: unknown) => readonly string[] | undefined,
): Promise<boolean> {
  const updates = [...new Set(topics)].map((topic) => consul.update(subscribersKey(topic), change));
  return (await Promise.all(updates)).includes(true);
}

function withSubscriber(list: unknown, nodeId: string): readonly string[] | undefined {
  const ids = new Set(subscribersIn(list));
  if (Array.isArray(list) && ids.has(nodeId) && ids.size === list.length) return undefined;
  return [...ids.add(nodeId)].toSorted();
}

function withoutSubscriber(list: unknown, nodeId: string): readonly string[] | undefined {
  const ids = subscribersIn(list);
  return ids.includes(nodeId) ? ids.filter((id) => id !== nodeId) : undefined;
}

/** The IDs in a list that anyone may have written. */
export function subscribersIn(list: unknown): readonly string[] {
  return (Array.isArray(list) ? list : []).filter((id): id is string => typeof id === 'string');
}
