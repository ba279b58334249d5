import { expect } from 'chai';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { type EventTransport, type SubscribeOptions } from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const ADDED = 'onex.cmd.faults.added.v1';
const AGAIN = 'onex.cmd.faults.again.v1';

describe('topics that change while they are consumed', function () {
  this.timeout(120_000);
  let broker: KafkaService;
  let admin: Admin;
  let bus: EventTransport;
  let changes: string[];
  let problems: (string | null)[];

  before(async () => {
    broker = await startKafka();
    admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  after(async () => {
    await admin?.disconnect();
    await broker?.stop();
  });
  beforeEach(async () => {
    [changes, problems] = [[], []];
    bus = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger: recordingLogger(),
    });
    await bus.connect();
  });
  afterEach(() => bus.close());

  const create = (topic: string, numPartitions: number): Promise<boolean> =>
    admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
  const publish = (topic: string, from: number, to: number): Promise<void> =>
    bus.publish(
      Array.from({ length: to - from }, (_, index) => {
        const value = String(from + index);
        return { topic, key: value, value, headers: {} };
      }),
    );
  const consume = (topic: string, seen: Set<string>, more: Partial<SubscribeOptions> = {}) =>
    bus.subscribe({
      groupId: `of-${topic}`,
      topics: [topic],
      from: 'earliest',
      version: '1.0.0',
      handle: async ({ value }) => void seen.add(String(value)),
      onTopicChange: (change) => void changes.push(change),
      onProblem: (problem, condition) => void (condition === 'partitions' && problems.push(problem)),
      ...more,
    });

  /** Publishes through a transport, which chooses the partition of each key: `k0`, `k1`, and so on. */
  async function publishKeyed(topic: string, prefix: string, count: number): Promise<void> {
    const publisher = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'publisher',
      logger: recordingLogger(),
    });
    await publisher.connect();
    const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    await publisher.publish(names.map((name) => ({ topic, key: name, value: name, headers: {} })));
    await publisher.close();
  }

  it('reads added partitions from their first record, and tells it once', async () => {
    await create(ADDED, 1);
    const seen = new Set<string>();
    await consume(ADDED, seen);
    await publish(ADDED, 0, 20);
    await until(() => seen.size === 20);
    await until(() => problems.includes(null));
    await admin.createPartitions({ topicPartitions: [{ topic: ADDED, count: 4 }] });
    await publishKeyed(ADDED, 'k', 200);
    await until(() => seen.size === 220);
    await until(() => changes.length > 0);
    expect(changes).to.have.length(1);
    expect(changes[0]).to.contain(`${ADDED} has 3 more partitions`);
  });

  it('reads a topic that is deleted and created again at once from its first record', async () => {
    await create(AGAIN, 2);
    const before = new Set<string>();
    const after = new Set<string>();
    let isAfter = false;
    await consume(AGAIN, before, {
      handle: async ({ value }) => void (isAfter ? after : before).add(String(value)),
    });
    await publish(AGAIN, 0, 100);
    await until(() => before.size === 100);
    await until(() => problems.includes(null));
    isAfter = true;
    await admin.deleteTopics({ topics: [AGAIN] });
    await until(() =>
      create(AGAIN, 2).then(
        () => true,
        () => false,
      ),
    );
    // More than the topic had before, so that no offset is out of range.
    await publishKeyed(AGAIN, 'n', 300);
    await until(() =>
      Array.from({ length: 300 }, (_, index) => `n${index}`).every((value) => after.has(value)),
    );
    expect(changes.filter((change) => change.includes('created again'))).to.have.length(1);
  });
});
