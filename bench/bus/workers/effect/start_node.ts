/** A node of the runtime, started as every start_node.ts starts one. */
import { NodeEffect, type Container } from 'onex-runtime';
import { closeEventBus, openEventBus, type EventBusHost, type EventPublisher } from 'onex-runtime/event-bus';
import { start } from 'onex-runtime/start';
import { OrderInput, OrderOutput, priceOrder, type Order } from '../../messages/order.ts';
import { reportFirst } from '../first.ts';

class NodeOrderEffect extends NodeEffect implements EventBusHost {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined;
  serviceName = 'bench';
  instanceId: string | undefined;
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  constructor(container: Container) {
    const place = {
      input: OrderInput,
      output: OrderOutput,
      handle: (order: Order) => {
        reportFirst();
        return priceOrder(order);
      },
    };
    super(container, { contract: new URL('./contract.yaml', import.meta.url), handlers: { place } });
  }

  override async initialize(): Promise<void> {
    await super.initialize();
    await openEventBus(this);
  }

  override async shutdown(): Promise<void> {
    await closeEventBus(this);
    await super.shutdown();
  }
}

await start(NodeOrderEffect, { entry: import.meta.url });
