import type { NodeKind, SemanticVersion } from '../contract/model.ts';
import type { IntrospectionReason } from '../discovery/index.ts';
import type { EventPublisher } from './publisher.ts';

/** The public fields that the event bus fills in a class, generated or a person's own. */
export interface EventBusHost {
  /** Set while the bus is open. */
  eventPublisher: EventPublisher | undefined;
  /** `host:port` list, comma-separated; undefined: no Kafka, the bus is in-memory. */
  bootstrapServers: string | undefined;
  serviceName: string;
  instanceId: string | undefined;
  nodeId: string | undefined;
  isRunning: boolean;
  /** Aborted when the bus closes. */
  readonly shutdownSignal: AbortController;
  publishIntrospectionEvent?(reason?: IntrospectionReason): Promise<void>;
}

/** Who a host is, where no contract says it: a class that is no node of the runtime. */
export interface NodeIdentity {
  readonly nodeName: string;
  readonly nodeType: NodeKind;
  readonly nodeVersion: SemanticVersion;
  readonly domain: string;
}
