/**
 * The desired state of a node in Consul, and its repair. A node and every registrar use the same function, in any order
 * and any number of times.
 *
 * 1. There are three parts: the service with its check, the node's topics, and its ID among the subscribers of each
 *    topic. Every call reads all three parts and writes only those that are absent or differ.
 * 2. A part that fails does not stop the next ones, except that nothing is written for a node without a service.
 * 3. The node's entry names the topics that it read before. Its ID is removed from their lists before the entry
 *    changes.
 * 4. Consul deletes the entries of a node when the node's check fails (a session). This needs a check that
 *    passes and the right session:write, so a call succeeds without it.
 */
import type { AgentService, ConsulClient, ConsulEntry, ConsulService } from './consul-client.ts';
import { isRefused } from './consul-request.ts';
import { type RegisteredNode, consulService, folderOf } from './registered-node.ts';
import { addSubscriber, removeSubscriber } from './subscribers.ts';

export type RegistrationPart = 'service' | 'topics' | 'subscribers';

export const ALL_PARTS: ReadonlySet<RegistrationPart> = new Set(['service', 'topics', 'subscribers']);

export interface ReconcileOptions {
  /** Whether the node is leaving, in which case nothing more is written. */
  readonly stopped?: () => boolean;
  /** Receives the parts that may be in Consul now, and so have to be removed when the node leaves. */
  readonly present?: Set<RegistrationPart>;
  /**
   * Called if the entries cannot be tied to the health check because a right is missing. If absent, they are not tied.
   */
  readonly onUntied?: (error: Error) => void;
}

/**
 * Updates Consul to the desired state of a node.
 * @returns the parts that had to be written.
 * @throws OnexError DEPENDENCY_UNAVAILABLE if a part could not be read or written; the other parts are done.
 */
export async function reconcile(
  consul: ConsulClient,
  node: RegisteredNode,
  { stopped = () => false, present = new Set(), onUntied }: ReconcileOptions = {},
): Promise<readonly RegistrationPart[]> {
  const written: RegistrationPart[] = [];
  const work = async (part: RegistrationPart, repair: () => Promise<boolean>): Promise<unknown> => {
    if (stopped()) return null;
    const before = present.has(part);
    present.add(part);
    try {
      if (await repair()) written.push(part);
      return null;
    } catch (error) {
      if (isRefused(error) && !before) present.delete(part);
      return error ?? new Error(`${part} failed`);
    }
  };

  const desired = consulService(node);
  const [found, stored] = await Promise.all([
    consul.agentService(desired.id),
    consul.entries(folderOf(node)).catch((error: unknown) => error as Error),
  ]);
  const failure = await work('service', async () => {
    if (isSame(found, desired)) return false;
    await consul.register(desired);
    return true;
  });
  if (failure !== null) throw failure;
  const entries = stored instanceof Error ? [] : stored;
  const former = formerTopics(node, entries);
  const subscribing = work('subscribers', async () => {
    const left = await removeSubscriber(consul, node.nodeId, former);
    return (await addSubscriber(consul, node.nodeId, node.subscribeTopics)) || left;
  });
  if (former.length > 0) await subscribing;
  const failures = await Promise.all([
    work('topics', async () => {
      if (stored instanceof Error) throw stored;
      return writeTopics(consul, node, entries);
    }),
    subscribing,
  ]);
  const first = failures.find((error) => error !== null);
  if (first !== undefined) throw first;
  const isSettled = found !== null && found.status !== 'critical' && written.length === 0;
  if (onUntied !== undefined && isSettled && !stopped()) await tie(consul, desired.id, entries, onUntied);
  return written;
}

function isSame(found: AgentService | null, desired: ConsulService): boolean {
  return (
    found !== null &&
    found.status !== null &&
    found.name === desired.name &&
    found.address === desired.address &&
    found.port === desired.port &&
    found.tags.toSorted().join('\n') === desired.tags.toSorted().join('\n') &&
    Object.entries(desired.meta).every(([key, value]) => found.meta[key] === value)
  );
}

async function writeTopics(
  consul: ConsulClient,
  node: RegisteredNode,
  stored: readonly ConsulEntry[],
): Promise<boolean> {
  const folder = folderOf(node);
  const desired: Record<string, readonly string[]> = {
    [`${folder}subscribe_topics`]: node.subscribeTopics,
    [`${folder}publish_topics`]: node.publishTopics,
  };
  const wrong = Object.entries(desired).filter(([key, topics]) => {
    const entry = stored.find((each) => each.key === key);
    return JSON.stringify(entry?.value) !== JSON.stringify(topics);
  });
  await Promise.all(wrong.map(([key, topics]) => consul.put(key, topics)));
  return wrong.length > 0;
}

/** Topics that the node's entry names and the node no longer reads. */
function formerTopics(node: RegisteredNode, stored: readonly ConsulEntry[]): readonly string[] {
  const value = stored.find(({ key }) => key === `${folderOf(node)}subscribe_topics`)?.value;
  return (Array.isArray(value) ? value : []).filter(
    (topic): topic is string => typeof topic === 'string' && !node.subscribeTopics.includes(topic),
  );
}

/** Entries that were just written are tied by the next call, because a new service has no passing check yet. */
async function tie(
  consul: ConsulClient,
  serviceId: string,
  stored: readonly ConsulEntry[],
  onUntied: (error: Error) => void,
): Promise<void> {
  const untied = stored.filter(({ tied }) => !tied);
  if (untied.length === 0) return;
  try {
    await consul.tie(serviceId, untied);
  } catch (error) {
    // Any other cause, such as a check that has just failed, is over by the next call.
    if (isRefused(error)) onUntied(error as Error);
  }
}
