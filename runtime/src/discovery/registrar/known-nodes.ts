/**
 * The nodes that a registrar knows, and what it knows of each.
 *
 * 1. An announcement that is older than the last one of its node changes nothing, whenever it arrives. The shutdown of
 *    a process does not make the announcements of one that started later older.
 * 2. A shutdown counts only for the process that is known. A process with another health address, or one that started
 *    earlier, has been replaced, and its successor is alive. The node is then where its successor announced itself.
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
  /** The announcement of the process that started last. Null if it has left, or no announcement states a start time. */
  newest: Announcement | null;
  /** The last shutdown that was read. */
  left: Announcement | null;
  /** When it was last heard from, by the monotonic clock in ms. */
  seen: number;
  /** Whether Consul has the state that this announcement asks for. */
  done: boolean;
  /** Whether its entries were removed because it is not alive. Nothing is registered until it is heard from again. */
  pruned: boolean;
}

type Kept = 'node' | 'addresses' | 'at' | 'startedAt' | 'state' | 'newest' | 'left';

export interface KnownNodes {
  get(nodeId: string): KnownNode | undefined;
  all(): Iterable<[string, KnownNode]>;
  /** @returns the changed node; null when the announcement changes nothing. */
  announce(announcement: Announcement): KnownNode | null;
  /** @returns the node when it is present again. */
  beat(nodeId: string, at: number): KnownNode | null;
  forget(nodeId: string): void;
}

/** Calls `onTwins` with the addresses if two processes announce themselves with one ID. */
export function createKnownNodes(
  onTwins: (node: RegisteredNode, addresses: readonly string[]) => void,
): KnownNodes {
  const nodes = new Map<string, KnownNode>();
  const set = (known: Pick<KnownNode, Kept>): KnownNode => {
    const now = monotonicNow();
    const entry: KnownNode = { ...known, since: now, seen: now, done: false, pruned: false };
    nodes.set(known.node.nodeId, entry);
    return entry;
  };

  return {
    get: (nodeId) => nodes.get(nodeId),
    all: () => [...nodes],
    forget: (nodeId) => void nodes.delete(nodeId),
    announce(announcement) {
      const { node, leaves, at, startedAt } = announcement;
      const former = nodes.get(node.nodeId);
      const newest = newestOf(announcement, former?.newest ?? null);
      const left = leaves && at >= (former?.left?.at ?? at) ? announcement : (former?.left ?? null);
      if (former !== undefined) Object.assign(former, { newest, left });
      if (former !== undefined && isOutdated(announcement, former)) return null;
      const moved = former?.state === 'present' && former.node.healthUrl !== node.healthUrl;
      const addresses = new Set(former?.addresses);
      const entry = { node, addresses, at, startedAt, newest, left };
      if (leaves) {
        if (moved || isReplaced(startedAt, former)) return null;
        const successor = former?.state === 'present' && startsLater(newest, announcement) ? newest : null;
        if (successor !== null) return set({ ...entry, ...successor, state: 'present' });
        return set({ ...entry, state: 'leaving' });
      }
      // A restarted node has a new address. Only one of two running nodes returns to a former address.
      if (moved && addresses.has(node.healthUrl)) onTwins(node, [...addresses].toSorted());
      addresses.add(node.healthUrl);
      return set({ ...entry, state: 'present' });
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

/** Whether an announcement changes nothing because it is older than the last one. */
function isOutdated(announcement: Announcement, known: KnownNode): boolean {
  const { leaves, at, startedAt } = announcement;
  const { left } = known;
  if (!leaves && startedAt !== null && left?.startedAt === startedAt && at < left.at) return true;
  const isSuccessor = !leaves && known.state === 'leaving' && startsLater(announcement, known);
  return at < known.at && !isSuccessor;
}

function newestOf(announcement: Announcement, known: Announcement | null): Announcement | null {
  const { leaves, startedAt } = announcement;
  if (startedAt === null) return known;
  if (leaves) return known?.startedAt === startedAt ? null : known;
  return startsLater(known, announcement) ? known : announcement;
}

type Started = Pick<Announcement, 'startedAt'>;

/** Whether `one` is of a process that started after that of `other`. */
function startsLater(one: Started | null, other: Started): boolean {
  const start = one?.startedAt ?? null;
  return start !== null && other.startedAt !== null && start > other.startedAt;
}

function isReplaced(startedAt: number | null, known: KnownNode | undefined): boolean {
  return known?.state === 'present' && startsLater(known, { startedAt });
}
