import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createBusMetrics } from '../../../src/event-bus/observability/bus-metrics.ts';
import { createMessageHandler, type MessageHandler } from '../../../src/event-bus/delivery/index.ts';
import { isInfrastructureError, NodeFault } from '../../../src/errors/index.ts';
import {
  createInMemoryBroker,
  createInMemoryTransport,
  createMemoryDeduplication,
} from '../../../src/event-bus/index.ts';
import { FakeNode, command } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';
import { until } from '../until.ts';

describe('messages in the handlers of a node', () => {
  const handlerOf = (node: FakeNode, concurrency: number, maxTries = 1): MessageHandler =>
    createMessageHandler({
      node,
      transport: createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 1 }) }),
      deduplication: createMemoryDeduplication(),
      serviceName: 'billing',
      owner: 'local/billing/node',
      metrics: createBusMetrics(undefined),
      logger: recordingLogger(),
      concurrency,
      backoff: { initialMs: 1, maxMs: 1 },
      maxTries,
    });
  const numbers = Array.from({ length: 300 }, (_, number) => number);
  const records = numbers.map((number) => {
    const { topic, value } = command({ number });
    const place = { partition: 0, offset: BigInt(number), timestamp: 0 };
    return { ...place, topic, key: null, value: Buffer.from(value), headers: {} };
  });

  it('are at most as many at once as is said, begin in their order, and give their place away when they fail', async () => {
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
    const handle = handlerOf(node, 16);
    const { signal } = new AbortController();
    await Promise.all(records.map((record) => handle(record, signal, () => {})));
    expect(most).to.equal(16);
    expect(begun).to.deep.equal(numbers);
  });

  it('are not begun any more when the node stops; those that were are finished', async () => {
    const stopping = new AbortController();
    const stopped = Promise.withResolvers<void>();
    let finished = 0;
    const node = new FakeNode(async () => {
      await stopped.promise;
      finished += 1;
      return [];
    });
    const handle = handlerOf(node, 64);
    const all = records.map((record) => handle(record, stopping.signal, () => {}));
    await until(() => node.handled.length === 64);
    stopping.abort();
    stopped.resolve();
    const outcomes = await Promise.allSettled(all);
    expect(node.handled).to.have.length(64);
    expect(finished).to.equal(64);
    const undone = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(undone).to.have.length(records.length - 64);
    expect(undone.every(isInfrastructureError)).to.equal(true);
  });

  it('wait, reported, without a second try and without a dead letter when the node itself must be repaired', async () => {
    const node = new FakeNode(async () => {
      throw new NodeFault('CONFIGURATION_ERROR', 'the table is missing');
    });
    const troubles: unknown[] = [];
    const [record] = records;
    const failure = await handlerOf(node, 16, 8)(record!, new AbortController().signal, (trouble) => {
      troubles.push(trouble);
    }).catch((error: unknown) => error);
    expect(failure).to.include({ message: 'the table is missing' });
    expect(troubles).to.deep.equal([failure]);
    expect(node.handled).to.have.length(1);
  });
});
