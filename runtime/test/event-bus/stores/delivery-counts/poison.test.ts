import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createBusMetrics } from '../../../../src/event-bus/observability/bus-metrics.ts';
import { createMessageHandler } from '../../../../src/event-bus/delivery/index.ts';
import {
  type DeliveryCounts,
  createDeliveryCounts,
  sqliteDeliveries,
} from '../../../../src/event-bus/stores/delivery-counts/index.ts';
import { createInMemoryTransport, createMemoryDeduplication } from '../../../../src/event-bus/index.ts';
import { OnexError } from '../../../../src/errors/index.ts';
import { DEAD_LETTER_TOPIC, FakeNode, command } from '../../fake-node.ts';
import { recordingLogger } from '../../recording-logger.ts';
import { until } from '../../until.ts';

describe('a message that ends processes', () => {
  let stateDir: string;
  const opened: DeliveryCounts[] = [];
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-poison-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((counts) => counts.close()));
    rmSync(stateDir, { recursive: true });
  });

  /** A process of the node: one that is not shut down ends as by a crash. */
  const start = async ({ limit = 3, concurrency = 8 } = {}) => {
    const options = { stateDir, name: 'node.deliveries', owner: 'local/billing/node', process: randomUUID() };
    const counts = createDeliveryCounts(await sqliteDeliveries(options));
    opened.push(counts);
    const node = new FakeNode();
    const transport = createInMemoryTransport();
    const logger = recordingLogger();
    const handle = createMessageHandler({
      node,
      transport,
      deduplication: createMemoryDeduplication(),
      deliveries: counts,
      maxDeliveries: limit,
      serviceName: 'billing',
      owner: options.owner,
      metrics: createBusMetrics(undefined),
      logger,
      concurrency,
      backoff: { initialMs: 1, maxMs: 1 },
      maxTries: 1,
    });
    const stopping = new AbortController();
    const begin = (record: ReturnType<typeof recordOf>) => {
      const handled = handle(record, stopping.signal, () => {});
      handled.catch(() => {});
      return handled;
    };
    return { node, counts, transport, logger, stopping, begin };
  };
  const recordOf = (payload: unknown) => {
    const { topic, value } = command(payload);
    return {
      topic,
      partition: 0,
      offset: 0n,
      key: null,
      value: Buffer.from(value),
      headers: {},
      timestamp: 0,
    };
  };
  const never = (): Promise<never> => new Promise(() => {});
  /** Starts a process that ends while it handles the record. */
  const crashWith = async (...records: readonly ReturnType<typeof recordOf>[]): Promise<void> => {
    const { node, begin } = await start();
    node.work = never;
    for (const record of records) void begin(record);
    await until(() => node.handled.length === records.length);
  };

  it('is dead-lettered with that reason at the limit, without being handled again', async () => {
    const record = recordOf({ poison: true });
    for (let crash = 0; crash < 3; crash += 1) await crashWith(record);
    const { node, transport, begin } = await start();
    await begin(record);
    expect(node.handled).to.have.length(0);
    const [letter] = transport.records(DEAD_LETTER_TOPIC);
    expect(letter?.headers['failure_reason']).to.match(/poison message: 3 processes ended/iu);
  });

  it('is handled once more below the limit, with a warning, and is forgotten when it succeeds', async () => {
    const record = recordOf({ poison: true });
    await crashWith(record);
    await crashWith(record);
    const { node, begin, logger, counts } = await start();
    await begin(record);
    expect(node.handled).to.have.length(1);
    expect(logger.lines.find(({ level }) => level === 'warn')?.fields).to.include({
      deliveries: 2,
      limit: 3,
    });
    await counts.shutDown();
    for (let crash = 0; crash < 2; crash += 1) await crashWith(record);
    const last = await start();
    await last.begin(record);
    expect(last.node.handled).to.have.length(1);
  });

  it('accuses no message that was in progress beside it more than once', async () => {
    const poison = recordOf({ poison: true });
    const others = Array.from({ length: 5 }, (_, number) => recordOf({ number }));
    await crashWith(poison, ...others);
    for (let crash = 0; crash < 2; crash += 1) {
      const { node, begin } = await start();
      const ended: unknown[] = [];
      node.work = ({ payload }) => ('poison' in (payload as object) ? never() : Promise.resolve([]));
      void begin(poison);
      for (const other of others) void begin(other).then(() => ended.push(other));
      await until(() => node.handled.length === 1);
      // It comes first, and the other suspects wait until it is done.
      expect(ended).to.deep.equal([]);
    }
    const { node, begin, transport } = await start();
    await Promise.all([poison, ...others].map(begin));
    expect(node.handled).to.have.length(5);
    expect(transport.records(DEAD_LETTER_TOPIC)).to.have.length(1);
  });

  it('does not count messages that fail, that wait for a store, or that are answered', async () => {
    const record = recordOf({});
    for (let time = 0; time < 5; time += 1) {
      const { node, begin, counts } = await start({ limit: 1 });
      node.work = async () => {
        throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the store is unavailable');
      };
      expect(await begin(record).catch((error: unknown) => error)).to.include({
        code: 'DEPENDENCY_UNAVAILABLE',
      });
      expect(node.handled).to.have.length(1);
      await counts.close();
    }
  });

  it('does not count a message that an orderly shutdown cuts off', async () => {
    const record = recordOf({});
    for (let time = 0; time < 3; time += 1) {
      const { node, begin, counts } = await start({ limit: 1 });
      node.work = never;
      void begin(record);
      await until(() => node.handled.length === 1);
      await counts.shutDown();
    }
  });

  it('does not count a message whose partition another instance has taken over', async () => {
    const record = recordOf({});
    const former = await start({ limit: 1 });
    former.node.work = never;
    void former.begin(record);
    await until(() => former.node.handled.length === 1);
    former.stopping.abort();
    await former.counts.release('none');
    const next = await start({ limit: 1 });
    await next.begin(record);
    expect(next.node.handled).to.have.length(1);
  });
});
