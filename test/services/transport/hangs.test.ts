import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { closeEventBus, openEventBus } from '../../../runtime/src/event-bus/index.ts';
import { FakeNode, command } from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

describe('a node whose broker hangs', function () {
  this.timeout(50_000);
  let broker: KafkaService;
  let stateDir: string;
  const logger = recordingLogger();
  before(async function () {
    this.timeout(240_000);
    broker = await startKafka();
  });
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-hung-'));
  });
  afterEach(async () => {
    await broker.thaw();
    rmSync(stateDir, { recursive: true, force: true });
  });
  after(() => broker?.stop());

  const open = (node: FakeNode): Promise<void> =>
    openEventBus(node, undefined, {
      logger,
      settings: { kafkaServers: [broker.servers], stateDir, createTopics: true },
    });

  it('stops all the same', async () => {
    const node = new FakeNode();
    await open(node);
    await until(() => node.problems.size === 0);
    await broker.freeze();
    await closeEventBus(node);
    expect(node.isRunning).to.equal(false);
  });

  it('stops though it has never been connected, and begins nothing when the broker answers late', async () => {
    await broker.freeze();
    const node = new FakeNode();
    await open(node);
    await until(() => node.problems.has('event-bus'));
    await closeEventBus(node);
    await broker.thaw();
    const transport = await createKafkaTransport({ servers: [broker.servers], clientId: 'test', logger });
    await transport.connect();
    await transport.publish([command({})]);
    await transport.close();
    expect(node.handled).to.deep.equal([]);
  });

  it('finishes what is in hand before it stops', async () => {
    const release = Promise.withResolvers<void>();
    let finished = false;
    const node = new FakeNode(async () => {
      await release.promise;
      finished = true;
      return [];
    });
    await open(node);
    await until(() => node.problems.size === 0);
    const transport = await createKafkaTransport({ servers: [broker.servers], clientId: 'test', logger });
    await transport.connect();
    await transport.publish([command({})]);
    await transport.close();
    await until(() => node.handled.length > 0);
    await broker.freeze();
    const closed = closeEventBus(node);
    setTimeout(release.resolve, 6000);
    await closed;
    expect(finished).to.equal(true);
  });
});
