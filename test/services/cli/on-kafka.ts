import type { EventTransport, InboundRecord } from '../../../runtime/src/event-bus/index.ts';
import {
  createKafkaReader,
  createKafkaTransport,
} from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { createKafkaClient } from '../../../runtime/src/event-bus/transports/kafka/client/client.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import type { Running } from '../../../runtime/test/cli/support/run.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';

/** The objects that a command printed, one on each line. */
export const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, any>); // oxlint-disable-line typescript/no-explicit-any

/** A client of the bus that creates the topics it needs. */
export async function connectedBus(servers: string): Promise<EventTransport> {
  const bus = await createKafkaTransport({
    servers: [servers],
    clientId: 'test',
    logger: silentLogger,
    creation: { partitions: 2 },
  });
  await bus.connect();
  return bus;
}

/** Everything that is on a topic now. */
export async function recordsOf(servers: string, topic: string): Promise<InboundRecord[]> {
  const found: InboundRecord[] = [];
  const reader = await createKafkaReader({ servers: [servers], clientId: 'test', logger: silentLogger });
  for (const range of await reader.ranges([topic]))
    for await (const record of reader.records(range)) found.push(record);
  await reader.close();
  return found;
}

/** The consumer groups that the broker knows. */
export async function groupIdsOf(servers: string): Promise<string[]> {
  const { withAdmin } = await createKafkaClient({
    servers: [servers],
    clientId: 'test',
    logger: silentLogger,
  });
  const { groups } = await withAdmin((admin) => admin.listGroups());
  return groups.map(({ groupId }) => groupId);
}

/** Waits until a node that was started says over its health endpoint that it is ready. */
export async function ready(node: Running): Promise<void> {
  await node.until('"message":"started"');
  const origin = new URL(/"health":"([^"]+)"/.exec(node.stdout())![1]!).origin;
  await until(async () => (await fetch(`${origin}/health/ready`)).ok);
}

/** A record as a consumer receives it. */
export function inbound(
  record: Pick<InboundRecord, 'topic' | 'value'> & Partial<InboundRecord>,
): InboundRecord {
  return { partition: 0, offset: 0n, key: Buffer.from('k'), headers: {}, timestamp: 0, ...record };
}
