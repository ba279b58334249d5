import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import {
  type DeadLetter,
  type EventTransport,
  closeEventBus,
  openEventBus,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, FakeNode } from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { contractOf } from '../../../runtime/test/contract/read.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { runFolder } from '../support/run-folder.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

describe('publishing to Kafka', function () {
  this.timeout(60_000);
  let broker: KafkaService;
  let admin: Admin;
  let bus: EventTransport;
  before(async function () {
    this.timeout(240_000);
    broker = await startKafka();
  });
  after(() => broker?.stop());
  beforeEach(async () => {
    admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    bus = await open();
    await bus.connect();
  });
  afterEach(async () => {
    await bus.close();
    await admin.disconnect();
  });

  const open = (options: object = {}): Promise<EventTransport> =>
    createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger: recordingLogger(),
      ...options,
    });
  const create = async (topic: string, settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2, configEntries }] });
  };
  const count = async (topic: string): Promise<number> =>
    (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
  const records = (topic: string, total: number, size: number) =>
    Array.from({ length: total }, (_, number) => ({
      topic,
      key: String(number % 8),
      value: 'x'.repeat(size),
      headers: {},
    }));

  it('divides batches that a topic does not accept: each record is there once', async () => {
    await create('narrow', { 'max.message.bytes': '20000' });
    await create('wide');
    await Promise.all([
      bus.publish(records('narrow', 240, 4000)),
      bus.publish(records('wide', 240, 4000)),
      ...records('narrow', 240, 4000).map((record) => bus.publish([record])),
    ]);
    expect([await count('narrow'), await count('wide')]).to.deep.equal([480, 240]);
    const large = { topic: 'narrow', key: '1', value: 'x'.repeat(30_000), headers: {} };
    const outcomes = await Promise.allSettled([
      bus.publish(records('narrow', 10, 1000)),
      bus.publish([large]),
      bus.publish(records('narrow', 10, 1000)),
    ]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).to.include({ code: 'INVALID_PARAMETER' });
    expect(await count('narrow')).to.equal(500);
  });

  it('goes on when another topic that was used before is deleted', async () => {
    await create('kept');
    await create('deleted');
    await bus.publish([...records('kept', 4, 10), ...records('deleted', 4, 10)]);
    await admin.deleteTopics({ topics: ['deleted'] });
    // The client refreshes what it knows of all topics when it is 5 s old.
    await sleep(5500);
    await bus.publish(records('kept', 4, 10));
    expect(await count('kept')).to.equal(8);
  });

  it('waits for a broker that was killed, and publishes when it is back', async () => {
    await create('lasting');
    await bus.publish(records('lasting', 4, 10));
    await admin.disconnect();
    const impatient = await open({ publishDeadlineMs: 1500 });
    await impatient.connect();
    await broker.kill();
    const publishing = bus.publish(records('lasting', 4, 10));
    const failure = await impatient
      .publish(records('lasting', 1, 10))
      .catch((error: unknown) => error as Error);
    expect(failure).to.include({ code: 'EVENT_BUS_ERROR' });
    expect((failure as Error).message).to.match(/^(?:publishing to lasting failed|Kafka at ).*within 1\.5 s/);
    await broker.restart();
    await publishing;
    await impatient.close();
    await admin.connect();
    expect(await count('lasting')).to.be.at.least(8);
  });

  it('creates the dead-letter topic of a contract that names none, and gives the reason where it cannot', async () => {
    const contract = contractOf(`
name: node_shop_order_effect
node_type: EFFECT_GENERIC
annotations: {domain: shop}
io_operations: [{operation: create}]
event_bus: {subscribe_topics: [${COMMAND_TOPIC}], publish_topics: [${COMPLETED_TOPIC}]}
`);
    const letters: DeadLetter[] = [];
    const start = async (environment: NodeJS.ProcessEnv): Promise<FakeNode> => {
      const node = new FakeNode(undefined, { topics: contract.topics, domain: contract.domain });
      await openEventBus(node, undefined, {
        logger: recordingLogger(),
        environment,
        settings: {
          kafkaServers: [broker.servers],
          createTopics: true,
          stateDir: mkdtempSync(path.join(runFolder(), 'publishing-')),
        },
      });
      return node;
    };
    const refused = await start({ ONEX_TOPIC_REPLICATION: '3' });
    await until(() => /replicas: 3 cannot be created/.test(refused.problems.get('event-bus') ?? ''));
    expect(refused.problems.get('event-bus')).to.contain('ONEX_TOPIC_REPLICATION');
    await closeEventBus(refused);
    const node = await start({});
    await until(() => node.problems.size === 0);
    const topic = 'onex.dlq.shop.commands.v1';
    await bus.subscribe({
      groupId: 'letters',
      topics: [topic],
      from: 'earliest',
      handle: async ({ value }) => void letters.push(JSON.parse(String(value)) as DeadLetter),
    });
    await bus.publish([{ topic: COMMAND_TOPIC, key: 'k', value: 'no JSON', headers: {} }]);
    await until(() => letters.length === 1);
    expect(letters[0]?.failure_reason).to.equal('the message is not JSON');
    await closeEventBus(node);
  });
});
