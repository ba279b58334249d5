import type { NodeKind, SemanticVersion } from '../../contract/model.ts';
import type { IntrospectionReason } from '../../discovery/index.ts';
import type { EventPublisher } from '../publisher/index.ts';

/** The public fields of a runtime node that the event bus fills. */
export interface EventBusHost {
  /** Set while the bus is open. */
  eventPublisher: EventPublisher | undefined;
  /** `host:port` list, comma-separated; undefined if the bus is in memory. */
  bootstrapServers: string | undefined;
  serviceName: string;
  instanceId: string | undefined;
  nodeId: string | undefined;
  isRunning: boolean;
  /** Aborted when the bus closes. */
  readonly shutdownSignal: AbortController;
  publishIntrospectionEvent?(reason?: IntrospectionReason): Promise<void>;
}

/** Who a host is that is not a runtime node, and so has no contract. */
export interface NodeIdentity {
  readonly nodeName: string;
  readonly nodeType: NodeKind;
  readonly nodeVersion: SemanticVersion;
  readonly domain: string;
}
