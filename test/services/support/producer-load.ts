import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { EventTransport } from '../../../runtime/src/event-bus/index.ts';

export interface Load {
  /** Ends publishing, and waits for the outcome of what is in flight. */
  stop(): Promise<LoadResult>;
  published(): number;
}

export interface LoadResult {
  /** Records that the transport acknowledged: `<publisher>/<number>`. */
  readonly acknowledged: ReadonlySet<string>;
  /** Calls of `publish` that failed. */
  readonly failed: number;
}

/**
 * Publishes without a pause: each publisher sends the next records of its key when the last ones are acknowledged, and
 * sends the same records again when that failed.
 */
export function startLoad(bus: EventTransport, topic: string, publishers = 16): Load {
  const acknowledged = new Set<string>();
  const stopping = new AbortController();
  let failed = 0;
  const publish = async (publisher: number): Promise<void> => {
    for (let next = 0; !stopping.signal.aborted;) {
      const ids = Array.from({ length: 1 + (next % 4) }, (_, index) => `${publisher}/${next + index}`);
      const records = ids.map((id) => ({ topic, key: String(publisher), value: id, headers: { id } }));
      try {
        await bus.publish(records);
        for (const id of ids) acknowledged.add(id);
        next += ids.length;
      } catch {
        failed += 1;
        await sleep(50);
      }
    }
  };
  const running = Promise.all(Array.from({ length: publishers }, (_, publisher) => publish(publisher)));
  return {
    published: () => acknowledged.size,
    async stop() {
      stopping.abort();
      await running;
      return { acknowledged, failed };
    },
  };
}

/** What is on a topic: how often each value, and how many values come after a later one of their key. */
export async function readBack(
  servers: readonly string[],
  topic: string,
): Promise<{ readonly counts: ReadonlyMap<string, number>; readonly outOfOrder: number }> {
  const kafka = new Kafka({ brokers: [...servers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `read-${topic}` });
  const counts = new Map<string, number>();
  const last = new Map<string, number>();
  let outOfOrder = 0;
  await Promise.all([admin.connect(), consumer.connect()]);
  const offsets = await admin.fetchTopicOffsets(topic);
  const ends = new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
  for (const [partition, end] of ends) if (end === 0) ends.delete(partition);
  const done = Promise.withResolvers<void>();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch: { partition, messages } }) => {
      for (const { value, offset } of messages) {
        const id = String(value);
        const [key = '', number = ''] = id.split('/');
        const isFirst = !counts.has(id);
        counts.set(id, (counts.get(id) ?? 0) + 1);
        if (isFirst && Number(number) < (last.get(key) ?? -1)) outOfOrder += 1;
        last.set(key, Math.max(Number(number), last.get(key) ?? -1));
        if (Number(offset) + 1 >= (ends.get(partition) ?? Infinity)) ends.delete(partition);
      }
      if (ends.size === 0) done.resolve();
    },
  });
  await done.promise;
  await Promise.all([admin.disconnect(), consumer.disconnect()]);
  return { counts, outOfOrder };
}
