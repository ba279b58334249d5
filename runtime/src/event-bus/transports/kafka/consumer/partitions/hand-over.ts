import type { Cluster } from 'kafkajs';

type Coordinator = Awaited<ReturnType<Cluster['findGroupCoordinator']>>;
/** A consumer has several assigners, but one cluster. */
const patched = new WeakSet<Cluster>();

type JoinGroup = (request: unknown) => Promise<unknown>;

/**
 * Runs `handOver` before each request to join the group. The client joins again as soon as it learns of a rebalance,
 * without asking. Records that are done but not committed by then would be handled again by the next owner. The client
 * passes its cluster, which belongs to the consumer, to partition assigners.
 */
export function joinAfter(cluster: Cluster, handOver: () => Promise<void>): void {
  if (patched.has(cluster)) return;
  patched.add(cluster);
  const find = cluster.findGroupCoordinator.bind(cluster);
  const known = new WeakSet<Coordinator>();
  cluster.findGroupCoordinator = async (options) => {
    const coordinator = await find(options);
    if (known.has(coordinator)) return coordinator;
    known.add(coordinator);
    const broker = coordinator as unknown as { joinGroup: JoinGroup };
    const join = broker.joinGroup.bind(coordinator);
    broker.joinGroup = async (request) => {
      await handOver();
      return join(request);
    };
    return coordinator;
  };
}
