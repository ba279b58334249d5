/**
 * The nodes that a registrar knows, and what it knows of each.
 *
 * 1. An announcement that is older than the last one of its node changes nothing, whenever it arrives.
 * 2. A shutdown counts only for the process that is known. A process with another health address, or one that started
 *    earlier, has been replaced, and its successor is alive.
 * 3. A heartbeat that was made after a shutdown shows that the node is alive.
 */
import { monotonicNow } from '../../values/index.ts';
import type { RegisteredNode } from '../consul/index.ts';
import type { Announcement } from './announcement.ts';

export interface KnownNode {
  readonly node: RegisteredNode;
  /** Every health address that it announced. */
  readonly addresses: ReadonlySet<string>;
  /** Of its last announcement. */
  readonly at: number;
  readonly startedAt: number | null;
  readonly state: 'present' | 'leaving';
  /** When it entered this state, by the monotonic clock in ms. */
  readonly since: number;
  /** When it was last heard of, by the monotonic clock in ms. */
  seen: number;
  /** Whether Consul is in the state that this announcement asks for. */
  done: boolean;
  /** Its entries were removed because it is not alive. Nothing is registered until it is heard of again. */
  pruned: boolean;
}

export interface KnownNodes {
  get(nodeId: string): KnownNode | undefined;
  all(): Iterable<[string, KnownNode]>;
  /** @returns the changed node; null when the announcement changes nothing. */
  announce(announcement: Announcement): KnownNode | null;
  /** @returns the node when it is present again. */
  beat(nodeId: string, at: number): KnownNode | null;
  forget(nodeId: string): void;
}

/** `onTwins` is called with the addresses when two processes announce themselves with one ID. */
export function createKnownNodes(
  onTwins: (node: RegisteredNode, addresses: readonly string[]) => void,
): KnownNodes {
  const nodes = new Map<string, KnownNode>();
  const set = (known: Pick<KnownNode, 'node' | 'addresses' | 'at' | 'startedAt' | 'state'>): KnownNode => {
    const now = monotonicNow();
    const entry: KnownNode = { ...known, since: now, seen: now, done: false, pruned: false };
    nodes.set(known.node.nodeId, entry);
    return entry;
  };

  return {
    get: (nodeId) => nodes.get(nodeId),
    all: () => [...nodes],
    forget: (nodeId) => void nodes.delete(nodeId),
    announce({ node, leaves, at, startedAt }) {
      const former = nodes.get(node.nodeId);
      if (former !== undefined && at < former.at) return null;
      const moved = former?.state === 'present' && former.node.healthUrl !== node.healthUrl;
      const addresses = new Set(former?.addresses);
      if (leaves) {
        if (moved || isReplaced(startedAt, former)) return null;
        return set({ node, addresses, at, startedAt, state: 'leaving' });
      }
      // A node that was started again has a new address; only one of two that run comes back with a former address.
      if (moved && addresses.has(node.healthUrl)) onTwins(node, [...addresses].toSorted());
      addresses.add(node.healthUrl);
      return set({ node, addresses, at, startedAt, state: 'present' });
    },
    beat(nodeId, at) {
      const former = nodes.get(nodeId);
      if (former === undefined) return null;
      if (former.state === 'leaving') return at > former.at ? set({ ...former, state: 'present' }) : null;
      former.seen = monotonicNow();
      former.pruned = false;
      return null;
    },
  };
}

function isReplaced(startedAt: number | null, known: KnownNode | undefined): boolean {
  if (known?.state !== 'present' || startedAt === null || known.startedAt === null) return false;
  return startedAt < known.startedAt;
}
