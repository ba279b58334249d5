import { NodeOrchestrator, type Container } from 'onex-runtime';
import type { EventPublisher } from 'onex-runtime/event-bus';
import { StopEvent, Workflow, step, type Context, type EngineName } from 'onex-runtime/workflow';
import { z } from 'zod';

const ModelCheckoutInput = z.object({ data: z.record(z.string(), z.unknown()) });
const ModelCheckoutOutput = z.object({ workflow_id: z.string(), results: z.record(z.string(), z.unknown()) });
type CheckoutInput = z.infer<typeof ModelCheckoutInput>;
type CheckoutOutput = z.infer<typeof ModelCheckoutOutput>;

class WorkflowCheckout extends Workflow<CheckoutInput, CheckoutOutput> {
  readonly input = ModelCheckoutInput;
  readonly output = ModelCheckoutOutput;
  readonly steps = {
    compute_tax: step<CheckoutInput>({ command: ({ start }) => ({ data: start.input.data }) }),
    create_payment: step<CheckoutInput>({
      command: ({ start, results }) => ({
        entity_id: 'order-1',
        data: { ...start.input.data, tax: (results['compute_tax'] as { data: { tax: number } }).data.tax },
      }),
      compensate: () => ({ entity_id: 'order-1' }),
    }),
  };
  stop({ workflowId, results }: Context<CheckoutInput>): StopEvent<CheckoutOutput> {
    return new StopEvent({ workflow_id: workflowId, results: { ...results } });
  }
}

/** Runs the checkout; the event bus injected. */
export class NodeCheckoutOrchestrator extends NodeOrchestrator {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined = process.env['KAFKA_BOOTSTRAP_SERVERS'];
  serviceName: string = process.env['SERVICE_NAME'] ?? 'billing';
  instanceId: string | undefined = process.env['ONEX_INSTANCE_ID'];
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  constructor(container: Container, engine: EngineName = 'builtin') {
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      workflow: new WorkflowCheckout(),
      engine,
    });
  }

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
