import { z } from 'zod';
import { NodeEffect, type Container } from '../../src/index.ts';
import {
  type EventBusHost,
  type EventPublisher,
  closeEventBus,
  createEnvelope,
  createHeaders,
  createInMemoryTransport,
  createMemoryDeduplication,
  DEDUPLICATION_STORE,
  openEventBus,
} from '../../src/event-bus/index.ts';
import { silentLogger } from '../../src/logging/index.ts';
import { defaultSettings } from '../../src/node/index.ts';
import { launchNode } from '../../src/start/launch.ts';
import { until } from '../event-bus/until.ts';
import { contractOf } from '../sample/contract-of.ts';

/** Handles messages in a process of its own, and writes the used heap after each round, in bytes, as JSON. */
const [rounds = 0, perRound = 0] = process.argv.slice(2).map(Number);
const COMMAND = 'onex.cmd.shop.parcel-requested.v1';
const COMPLETED = 'onex.evt.shop.parcel-completed.v1';
/** So long that no timer fires by itself while the messages are handled. */
const CONTRACT = `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations:
  - {operation: send, operation_type: send, timeout_seconds: 600}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${COMMAND}]
  publish_topics: [${COMPLETED}, onex.evt.shop.parcel-failed.v1]
error_handling:
  circuit_breaker: {enabled: true, failure_threshold: 5, timeout_ms: 600000}
`;

const bus = createInMemoryTransport({ retention: 50 });
let answered = 0;
const transport = {
  ...bus,
  async publish(records: Parameters<typeof bus.publish>[0]) {
    answered += records.filter(({ topic }) => topic === COMPLETED).length;
    await bus.publish(records);
  },
};

class Parcel extends NodeEffect implements EventBusHost {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined;
  serviceName = 'shop';
  instanceId: string | undefined = 'a';
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  constructor(container: Container) {
    const model = z.object({ to: z.string() });
    const handle = async (input: { to: string }, context: { readonly signal: AbortSignal }) => {
      context.signal.addEventListener('abort', () => {});
      return input;
    };
    super(container, {
      contract: contractOf(CONTRACT),
      handlers: { send: { input: model, output: model, handle: handle as never } },
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

const { stop } = await launchNode(Parcel, {
  settings: defaultSettings(),
  config: {},
  logger: silentLogger,
  transport,
  services: (container) =>
    void container.register(DEDUPLICATION_STORE, { value: createMemoryDeduplication({ maxEntries: 100 }) }),
});
const command = (id: number) => {
  const envelope = createEnvelope({ to: 'x'.repeat(200), id });
  const headers = createHeaders(envelope, { topic: COMMAND, source: 'test' });
  return { topic: COMMAND, key: String(id % 500), value: JSON.stringify(envelope), headers };
};
const used: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  for (let sent = 0; sent < perRound; sent += 500) {
    const next = answered + 500;
    await bus.publish(Array.from({ length: 500 }, (_, id) => command(id)));
    await until(() => answered >= next);
  }
  for (let time = 0; time < 3; time += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  used.push(process.memoryUsage().heapUsed);
}
await stop();
console.log(JSON.stringify(used));
