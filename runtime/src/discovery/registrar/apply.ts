import { errorText } from '../../errors/index.ts';
import type { BusLogger } from '../../event-bus/observability/index.ts';
import { type ConsulClient, deregisterNode, reconcile } from '../consul/index.ts';
import type { KnownNode } from './known-nodes.ts';

export interface Applier {
  /** Updates Consul to the state that the node announced, and sets `done`. A failure is logged and never thrown. */
  apply(nodeId: string, entry: KnownNode): Promise<void>;
  /** A failure of the node no longer counts. */
  forget(nodeId: string): void;
  isFailing(): boolean;
}

/** Calls `onProblem` with one text for all nodes, because an outage of Consul concerns all of them. */
export function createApplier(
  consul: ConsulClient,
  logger: BusLogger,
  onProblem: (problem: string | null) => void,
): Applier {
  const failing = new Map<string, string>();
  let mayTie = true;

  const report = (): void => {
    const [reason] = failing.values();
    onProblem(reason === undefined ? null : `${reason} (nodes: ${failing.size}); retrying`);
  };
  const attempt = async (doing: string, nodeId: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      failing.delete(nodeId);
      return true;
    } catch (error) {
      failing.set(nodeId, `${doing} failed: ${errorText(error)}`);
      logger.debug({ node_id: nodeId, error }, `${doing} failed`);
      return false;
    } finally {
      report();
    }
  };
  const onUntied = (error: Error): void => {
    if (mayTie) logger.info({ reason: error.message }, 'entries in Consul are not tied to health checks');
    mayTie = false;
  };
  const register = async (nodeId: string, entry: KnownNode): Promise<void> => {
    const { node } = entry;
    const isFirst = !entry.done;
    let parts: readonly string[] = [];
    entry.done = await attempt('registering', nodeId, async () => {
      parts = await reconcile(consul, node, mayTie ? { onUntied } : {});
    });
    if (!entry.done || (!isFirst && parts.length === 0)) return;
    logger.info({ node_id: nodeId, node: node.nodeName, parts }, isFirst ? 'registered' : 'registered again');
  };
  const deregister = async (nodeId: string, entry: KnownNode): Promise<void> => {
    const { node } = entry;
    entry.done = await attempt('deregistering', nodeId, () => deregisterNode(consul, node));
    if (entry.done) logger.info({ node_id: nodeId, node: node.nodeName }, 'deregistered');
  };

  return {
    apply: (nodeId, entry) => (entry.state === 'present' ? register : deregister)(nodeId, entry),
    forget(nodeId) {
      if (failing.delete(nodeId)) report();
    },
    isFailing: () => failing.size > 0,
  };
}
