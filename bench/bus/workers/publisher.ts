/**
 * Publishes orders in batches, each when the one before is acknowledged, and tells how long that took. `runtime`: through
 * the publisher of a host on the event bus; `kafkajs`: the same records, made and sent by hand with the same guarantees.
 */
import { Kafka, logLevel } from 'kafkajs';
import { closeEventBus, eventBusOf, openEventBus } from 'onex-runtime/event-bus';
import { messageByHand } from '../messages/by-hand.ts';
import { sampleOrder, type Order } from '../messages/order.ts';
import { openSender } from '../messages/send-by-partition.ts';
import { PUBLISHED } from '../messages/topics.ts';

const [who = '', servers = '', total = '0', size = '1'] = process.argv.slice(2);

type Send = (orders: readonly Order[]) => Promise<unknown>;

async function throughRuntime(): Promise<{ send: Send; close: () => Promise<void> }> {
  const host = {};
  const nodeVersion = { major: 1, minor: 0, patch: 0 };
  const identity = { nodeName: 'bench_publisher', nodeType: 'effect', nodeVersion, domain: 'bench' } as const;
  process.env['KAFKA_BOOTSTRAP_SERVERS'] = servers;
  process.env['ONEX_INSTANCE_ID'] = 'publisher';
  await openEventBus(host, identity);
  const publisher = eventBusOf(host).publisher!;
  const send: Send = (orders) =>
    publisher.publishAll(orders.map((payload) => ({ topic: PUBLISHED, payload })));
  return { send, close: () => closeEventBus(host) };
}

/** With the guarantees of the runtime. */
async function byHand(): Promise<{ send: Send; close: () => Promise<void> }> {
  const kafka = new Kafka({ brokers: [servers], clientId: 'publisher', logLevel: logLevel.NOTHING });
  const sender = await openSender(kafka, [PUBLISHED]);
  const send: Send = (orders) =>
    sender.send(
      PUBLISHED,
      orders.map((order) => messageByHand(order, 'bench.order-published')),
    );
  return { send, close: sender.close };
}

const { send, close } = await (who === 'runtime' ? throughRuntime() : byHand());
const batches = Math.ceil(Number(total) / Number(size));
const orders = Array.from({ length: Number(size) }, (_, number) => sampleOrder(number));

/** Long enough for what a process does once: compiling its code, connecting, and joining the groups of a host. */
const WARM_UP_MS = 3000;

/** The bus opens in the background: until it has, publishing is refused. */
async function warmUp(): Promise<void> {
  const until = performance.now() + WARM_UP_MS;
  for (let sent = 0; sent < 20 || performance.now() < until;) {
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
