/**
 * Publishes orders in batches, each when the one before is acknowledged, and tells how long that took. `runtime`: through
 * the publisher of a host on the event bus; `kafkajs`: the same records, made and sent by hand with the same guarantees.
 */
import { Kafka, Partitioners, logLevel, type Message } from 'kafkajs';
import { closeEventBus, openEventBus, type EventBusHost } from 'onex-runtime/event-bus';
import { messageByHand } from '../by-hand.ts';
import { sampleOrder, type Order } from '../order.ts';
import { PUBLISHED } from '../topics.ts';

const [who = '', servers = '', total = '0', size = '1'] = process.argv.slice(2);

type Send = (orders: readonly Order[]) => Promise<unknown>;

async function throughRuntime(): Promise<{ send: Send; close: () => Promise<void> }> {
  const host: EventBusHost = {
    eventPublisher: undefined,
    bootstrapServers: servers,
    serviceName: 'bench',
    instanceId: 'publisher',
    nodeId: undefined,
    isRunning: false,
    shutdownSignal: new AbortController(),
  };
  const nodeVersion = { major: 1, minor: 0, patch: 0 };
  const identity = { nodeName: 'bench_publisher', nodeType: 'effect', nodeVersion, domain: 'bench' } as const;
  await openEventBus(host, identity);
  const send: Send = (orders) =>
    host.eventPublisher!.publishAll(orders.map((payload) => ({ topic: PUBLISHED, payload })));
  return { send, close: () => closeEventBus(host) };
}

/** With the guarantees of the runtime: one produce request for each partition, whose response must name the partition. */
async function byHand(): Promise<{ send: Send; close: () => Promise<void> }> {
  const kafka = new Kafka({ brokers: [servers], clientId: 'publisher', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [PUBLISHED] });
  await admin.disconnect();
  const partitionMetadata = topics[0]!.partitions;
  const partitionOf = Partitioners.DefaultPartitioner();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const sendTo = async (messages: Message[]): Promise<void> => {
    const { partition } = messages[0]!;
    const response = await producer.send({ topic: PUBLISHED, acks: -1, messages });
    if (!response.some((part) => part.partition === partition && part.errorCode === 0)) {
      throw new Error(`partition ${partition} is not acknowledged`);
    }
  };
  const send: Send = async (orders) => {
    const byPartition = new Map<number, Message[]>();
    for (const order of orders) {
      const message = messageByHand(order, 'bench.order-published');
      const partition = partitionOf({ topic: PUBLISHED, partitionMetadata, message });
      const batch = byPartition.get(partition) ?? [];
      batch.push({ ...message, partition });
      byPartition.set(partition, batch);
    }
    await Promise.all([...byPartition.values()].map(sendTo));
  };
  return { send, close: () => producer.disconnect() };
}

const { send, close } = await (who === 'runtime' ? throughRuntime() : byHand());
const batches = Math.ceil(Number(total) / Number(size));
const orders = Array.from({ length: Number(size) }, (_, number) => sampleOrder(number));

/** The bus opens in the background: until it has, publishing is refused. */
async function warmUp(): Promise<void> {
  for (let sent = 0; sent < 20;) {
    const isSent = await send(orders).then(
      () => true,
      () => new Promise((resolve) => setTimeout(resolve, 20, false)),
    );
    if (isSent) sent += 1;
  }
}

await warmUp();
const before = process.cpuUsage();
const begun = performance.now();
for (let batch = 0; batch < batches; batch += 1) await send(orders);
const milliseconds = performance.now() - begun;
const { user, system } = process.cpuUsage(before);
process.send?.({ milliseconds, cpu: (user + system) / 1000 });
await close();
process.exit(0);
