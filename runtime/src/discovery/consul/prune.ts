/**
 * Removes the entries of nodes that are no longer alive, such as those of processes that were killed.
 *
 * 1. A node is alive while Consul lists its service and no check of the service is critical.
 * 2. Entries are removed when two looks in a row found the node not alive and it published nothing in between. A
 *    service that is registered has to be critical for 30 s, because a new one is critical until its first check.
 * 3. A node that enters itself again while its check is critical is running, at an address that Consul cannot reach.
 *    Its entries then stay until Consul deregisters the service.
 * 4. The ID of a node that is alive is removed from the subscribers of a topic that its own entry does not name, when
 *    two looks in a row found it there. Its entry may have been deleted before a process with other topics was started.
 * 5. If the token may not read the list of services, nothing is removed.
 */
import { OnexError } from '../../errors/index.ts';
import { isUuid } from '../../event-bus/wire/index.ts';
import { monotonicNow } from '../../values/index.ts';
import type { ConsulClient, ConsulEntry } from './consul-client.ts';
import { NODES, TOPICS, folderOf } from './registered-node.ts';
import { removeSubscriber, subscribersIn } from './subscribers.ts';

export interface Pruner {
  /** Looks once. @returns the IDs whose entries were removed. @throws OnexError DEPENDENCY_UNAVAILABLE. */
  look(): Promise<readonly string[]>;
}

export interface PrunerOptions {
  readonly consul: ConsulClient;
  /** When the node was last heard from on the bus, by the monotonic clock in ms. Undefined if never. */
  readonly lastHeard: (nodeId: string) => number | undefined;
  /** Nodes that must be in Consul's list. Without them, the list is not complete yet. */
  readonly expected: () => readonly string[];
}

const CRITICAL_MS = 30_000;
const UUID_LENGTH = 36;

type Fate = 'absent' | 'critical';

export function createPruner({ consul, lastHeard, expected }: PrunerOptions): Pruner {
  const suspects = new Map<string, { readonly since: number; readonly fate: Fate }>();
  const revived = new Set<string>();
  let former: ReadonlySet<string> = new Set();

  /** Whether the node has been a suspect for long enough. */
  const isDead = (nodeId: string, fate: Fate): boolean => {
    const now = monotonicNow();
    const suspect = suspects.get(nodeId);
    if (suspect?.fate !== fate || (lastHeard(nodeId) ?? -Infinity) > suspect.since) {
      suspects.set(nodeId, { since: now, fate });
      return false;
    }
    return fate === 'absent' || (now - suspect.since >= CRITICAL_MS && !revived.has(nodeId));
  };

  return {
    async look() {
      const [alive, critical] = await listNodes(consul);
      if (!expected().every((nodeId) => alive.has(nodeId) || critical.has(nodeId))) return [];
      const [nodes, topics] = await Promise.all([consul.entries(NODES), consul.entries(TOPICS)]);
      const entered = idsIn(nodes, topics);
      for (const nodeId of suspects.keys()) if (!entered.has(nodeId)) suspects.delete(nodeId);
      for (const nodeId of revived) if (!critical.has(nodeId)) revived.delete(nodeId);
      const dead: string[] = [];
      const fateOf = (nodeId: string): Fate => (critical.has(nodeId.toLowerCase()) ? 'critical' : 'absent');
      for (const nodeId of entered) {
        if (alive.has(nodeId.toLowerCase())) suspects.delete(nodeId);
        else if (isDead(nodeId, fateOf(nodeId))) dead.push(nodeId);
      }
      const stale = staleSubscriptions(alive, nodes, topics);
      for (const [key, { nodeId, topic }] of stale)
        if (former.has(key)) await removeSubscriber(consul, nodeId, [topic]);
      former = new Set(stale.keys());
      if (dead.length === 0) return [];
      if (alive.size + critical.size === 0) await requireFullList(consul);
      for (const nodeId of dead) {
        await consul.remove(`${NODES}${nodeId}/`);
        await removeSubscriber(consul, nodeId, topicsOf(nodeId, topics));
        suspects.delete(nodeId);
        if (fateOf(nodeId) === 'critical') revived.add(nodeId);
      }
      return dead;
    },
  };
}

/** IDs of the nodes whose services are alive, and of those whose checks are critical, for all kinds of nodes. */
async function listNodes(consul: ConsulClient): Promise<readonly [Set<string>, Set<string>]> {
  const alive = new Set<string>();
  const critical = new Set<string>();
  const names = (await consul.serviceNames()).filter((name) => name.startsWith('onex-'));
  const lists = await Promise.all(names.map((name) => consul.listed(name)));
  for (const { id, status } of lists.flat()) {
    const nodeId = id.slice(-UUID_LENGTH).toLowerCase();
    (status === 'critical' ? critical : alive).add(nodeId);
  }
  return [alive, critical];
}

/** Consul omits what a token may not read, and reports no error. */
async function requireFullList(consul: ConsulClient): Promise<void> {
  if (await consul.mayListServices()) return;
  throw new OnexError(
    'DEPENDENCY_UNAVAILABLE',
    'Consul lists no services to this token. Grant node:read and service:read to the token in CONSUL_HTTP_TOKEN.',
  );
}

function idsIn(nodes: readonly ConsulEntry[], topics: readonly ConsulEntry[]): ReadonlySet<string> {
  const owners = nodes.map(({ key }) => key.slice(NODES.length).split('/')[0]);
  const subscribers = topics.filter(isSubscribers).flatMap(({ value }) => subscribersIn(value));
  return new Set([...owners, ...subscribers].filter((id) => isUuid(id)));
}

/** Subscriptions of live nodes whose entries name their topics but not this one. */
function staleSubscriptions(
  alive: ReadonlySet<string>,
  nodes: readonly ConsulEntry[],
  topics: readonly ConsulEntry[],
): ReadonlyMap<string, { readonly nodeId: string; readonly topic: string }> {
  const named = new Map(nodes.map(({ key, value }) => [key.toLowerCase(), value]));
  const found = topics.filter(isSubscribers).flatMap((entry) => {
    const topic = topicOf(entry);
    return subscribersIn(entry.value).flatMap((nodeId) => {
      const read = named.get(`${folderOf({ nodeId }).toLowerCase()}subscribe_topics`);
      const isStale = alive.has(nodeId.toLowerCase()) && Array.isArray(read) && !read.includes(topic);
      return isStale ? [[`${nodeId} ${topic}`, { nodeId, topic }] as const] : [];
    });
  });
  return new Map(found);
}

function topicsOf(nodeId: string, topics: readonly ConsulEntry[]): readonly string[] {
  return topics
    .filter((entry) => isSubscribers(entry) && subscribersIn(entry.value).includes(nodeId))
    .map(topicOf);
}

function topicOf({ key }: ConsulEntry): string {
  return key.slice(TOPICS.length, -'/subscribers'.length);
}

function isSubscribers({ key }: ConsulEntry): boolean {
  return key.endsWith('/subscribers');
}
