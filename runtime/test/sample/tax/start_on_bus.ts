import type { EventPublisher } from 'onex-runtime/event-bus';
import { start } from 'onex-runtime/start';
import { NodeTaxCompute } from './node.ts';

/** The compute node with the event bus injected. */
class NodeTaxOnBus extends NodeTaxCompute {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined;
  serviceName = 'billing';
  instanceId: string | undefined;
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  override async initialize(): Promise<void> {
    await super.initialize();
    const { openEventBus } = await import('onex-runtime/event-bus');
    await openEventBus(this);
  }

  override async shutdown(): Promise<void> {
    const { closeEventBus } = await import('onex-runtime/event-bus');
    await closeEventBus(this);
    await super.shutdown();
  }
}

await start(NodeTaxOnBus, { entry: import.meta.url });
