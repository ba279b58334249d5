import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  type EventTransport,
  type OpenOptions,
  closeEventBus,
  openEventBus,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { COMMAND_TOPIC, FakeNode, command } from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

/** The group of release 0.1, whose members know nothing of versions. */
const OLD_GROUP = 'local.billing.node_billing_payment_effect.consume.1.0.0';

describe('versions of a node on Kafka', function () {
  this.timeout(240_000);
  let broker: KafkaService;
  let stateDir: string;
  let client: EventTransport;
  let logger: ReturnType<typeof recordingLogger>;
  const nodes: FakeNode[] = [];
  const transports: EventTransport[] = [];
  let sent = 0;

  before(async () => {
    broker = await startKafka();
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-versions-'));
  });
  beforeEach(async () => {
    logger = recordingLogger();
    client = await transport();
    await client.missingTopics([COMMAND_TOPIC]);
  });
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => closeEventBus(node)));
    await Promise.all(transports.splice(0).map((each) => each.close()));
  });
  after(async () => {
    await broker.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const transport = async (): Promise<EventTransport> => {
    const made = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger,
      creation: { partitions: 6 },
    });
    transports.push(made);
    await made.connect();
    return made;
  };
  const open = async (
    minor: number,
    service: string,
    settings: OpenOptions['settings'] = {},
  ): Promise<FakeNode> => {
    const node = new FakeNode(async () => [], { nodeVersion: { major: 1, minor, patch: 0 } });
    node.instanceId = `${service}-${minor}-${nodes.length}`;
    nodes.push(node);
    await openEventBus(node, undefined, {
      logger,
      settings: {
        kafkaServers: [broker.servers],
        createTopics: true,
        stateDir,
        serviceName: service,
        ...settings,
      },
    });
    await until(() => node.problems.size === 0);
    return node;
  };
  const send = async (count: number): Promise<void> => {
    const numbers = Array.from({ length: count }, () => sent++);
    await client.publish(numbers.map((number) => ({ ...command({ number }), key: String(number) })));
  };
  const numbersOf = (...handled: readonly FakeNode[]): number[] =>
    handled
      .flatMap((node) => node.handled.map(({ payload }) => (payload as { number: number }).number))
      .toSorted((a, b) => a - b);
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, index) => from + index);

  it('process each command of a rolling deployment once, and the newest one gets the new ones', async () => {
    const from = sent;
    await client.publish([]);
    const old = [await open(1, 'rolling'), await open(1, 'rolling')];
    const before = numbersOf(...old).filter((number) => number < from).length;
    expect(before).to.be.at.least(0);
    const load = setInterval(() => void send(5), 20);
    await until(() => numbersOf(...old).filter((number) => number >= from).length > 100);
    const renewed = await open(2, 'rolling');
    await until(() => renewed.handled.length > 100);
    for (const node of old) await closeEventBus(node);
    const other = await open(2, 'rolling');
    await until(() => other.handled.length > 50);
    clearInterval(load);
    const all = [...old, renewed, other];
    await until(() => numbersOf(...all).filter((number) => number >= from).length >= sent - from);
    expect(numbersOf(...all).filter((number) => number >= from)).to.deep.equal(range(from, sent));
    expect(
      logger.lines.some(({ message }) => /versions 1\.2\.0 and 1\.1\.0 .* run at once/.test(message)),
    ).to.equal(true);
  });

  it('share the group of a 0.1 instance that still runs, and later take over its offsets', async () => {
    const from = sent;
    const seen: number[] = [];
    const old = await client.subscribe({
      groupId: OLD_GROUP,
      topics: [COMMAND_TOPIC],
      from: 'latest',
      async handle({ value }) {
        seen.push((JSON.parse(String(value)) as { payload: { number: number } }).payload.number);
      },
    });
    await send(60);
    await until(() => seen.length === 60);
    const renewed = await open(1, 'billing');
    await send(60);
    await until(() => seen.length + renewed.handled.length >= 120);
    expect([...seen, ...numbersOf(renewed)].toSorted((a, b) => a - b)).to.deep.equal(range(from, sent));
    expect(renewed.handled.length, 'shares the partitions').to.be.greaterThan(0);
    await old.stop();
    await send(60);
    await until(() => seen.length + renewed.handled.length >= 180);
    await closeEventBus(renewed);
    await send(60);
    const last = await open(1, 'billing');
    await until(() => last.handled.length >= 60);
    await send(1);
    await until(() => numbersOf(last).includes(sent - 1));
    const all = [...seen, ...numbersOf(renewed, last)].toSorted((a, b) => a - b);
    expect(all).to.deep.equal(range(from, sent));
    await closeEventBus(last);
    const again = await open(1, 'billing');
    await send(10);
    await until(() => again.handled.length >= 10);
    expect(numbersOf(again)).to.deep.equal(range(sent - 10, sent));
  });
});
