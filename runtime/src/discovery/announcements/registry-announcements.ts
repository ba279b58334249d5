/**
 * A registry that starts after the nodes receives heartbeats of nodes that it does not know. So a node that receives
 * the introspection of a registry node announces itself again.
 *
 * 1. A registry node subscribes to introspections, or has the name of a registry of the Python packages.
 * 2. A shutdown announcement, a node's own introspection, and any other message change nothing.
 * 3. Two announcements are at least ten minutes apart, because registries announce themselves again and again. An
 *    announcement that fails does not count.
 */
import { INTROSPECTION_TOPIC, parseJsonObject } from '../../event-bus/wire/index.ts';
import { monotonicNow } from '../../values/index.ts';

const SHORTEST_MS = 600_000;
const REGISTRY_NAME = /^node_(?:registration|registry)(?:_|$)/;

/** Whether a record of the introspection topic announces a registry node other than `ownId`. */
export function announcesRegistry(value: Buffer | null, ownId: string): boolean {
  let message: Record<string, unknown>;
  try {
    message = parseJsonObject(value);
  } catch {
    return false;
  }
  const payload = isObject(message['payload']) ? message['payload'] : message;
  const { node_id: id, node_name: name, reason, event_bus: bus } = payload;
  if (typeof id !== 'string' || id.toLowerCase() === ownId || reason === 'shutdown') return false;
  if (typeof name === 'string' && REGISTRY_NAME.test(name)) return true;
  const topics = isObject(bus) ? bus['subscribe_topics'] : null;
  return Array.isArray(topics) && topics.some((one) => isObject(one) && one['topic'] === INTROSPECTION_TOPIC);
}

/** Calls `announce`, unless it succeeded less than ten minutes ago or is in progress. */
export function limitAnnouncements(announce: () => Promise<void>): () => Promise<void> {
  let last = -Infinity;
  return async () => {
    const now = monotonicNow();
    if (now - last < SHORTEST_MS) return;
    const before = last;
    last = now;
    try {
      await announce();
    } catch (error) {
      last = before;
      throw error;
    }
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
