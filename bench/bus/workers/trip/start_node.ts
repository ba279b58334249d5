/** An orchestrator of three steps, on the engine that `BENCH_ENGINE` names. */
import { NodeOrchestrator, type Container } from 'onex-runtime';
import { closeEventBus, openEventBus, type EventBusHost, type EventPublisher } from 'onex-runtime/event-bus';
import { start } from 'onex-runtime/start';
import { StopEvent, Workflow, step, type Context, type EngineName } from 'onex-runtime/workflow';
import { z } from 'zod';

const Input = z.object({ entity_id: z.string() });
const Output = z.object({ done: z.array(z.string()) });
type Trip = z.infer<typeof Input>;

const ask = step<Trip>({ command: ({ start: { input } }) => ({ entity_id: input.entity_id }) });

class WorkflowTrip extends Workflow<Trip, z.infer<typeof Output>> {
  readonly input = Input;
  readonly output = Output;
  readonly steps = { reserve: ask, charge: ask, ship: ask };
  stop({ results }: Context<Trip>): StopEvent<z.infer<typeof Output>> {
    return new StopEvent({ done: Object.keys(results) });
  }
}

class NodeTripOrchestrator extends NodeOrchestrator implements EventBusHost {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined;
  serviceName = 'bench';
  instanceId: string | undefined;
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  constructor(container: Container) {
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      workflow: new WorkflowTrip(),
      engine: process.env['BENCH_ENGINE'] as EngineName,
    });
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

await start(NodeTripOrchestrator, { entry: import.meta.url });
