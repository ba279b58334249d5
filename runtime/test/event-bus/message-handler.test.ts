import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createBusMetrics } from '../../src/event-bus/bus-metrics.ts';
import { createMessageHandler } from '../../src/event-bus/delivery/index.ts';
import {
  createInMemoryBroker,
  createInMemoryTransport,
  createMemoryDeduplication,
} from '../../src/event-bus/index.ts';
import { FakeNode, command } from './fake-node.ts';
import { recordingLogger } from './recording-logger.ts';

describe('messages in the handlers of a node', () => {
  it('are at most 64 at once, begin in their order, and give their place away when they fail', async () => {
    let inHand = 0;
    let most = 0;
    const begun: unknown[] = [];
    const node = new FakeNode(async ({ payload }) => {
      begun.push((payload as { number: number }).number);
      most = Math.max(most, (inHand += 1));
      await sleep(1);
      inHand -= 1;
      if (begun.length % 3 === 0) throw new Error('no');
      return [];
    });
    const handle = createMessageHandler({
      node,
      transport: createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 1 }) }),
      deduplication: createMemoryDeduplication(),
      serviceName: 'billing',
      metrics: createBusMetrics(undefined),
      logger: recordingLogger(),
      backoff: { initialMs: 1, maxMs: 1 },
      maxTries: 1,
    });
    const numbers = Array.from({ length: 300 }, (_, number) => number);
    const records = numbers.map((number) => {
      const { topic, value } = command({ number });
      const place = { partition: 0, offset: BigInt(number), timestamp: 0 };
      return { ...place, topic, key: null, value: Buffer.from(value), headers: {} };
    });
    const { signal } = new AbortController();
    await Promise.all(records.map((record) => handle(record, signal, () => {})));
    expect(most).to.equal(64);
    expect(begun).to.deep.equal(numbers);
  });
});
