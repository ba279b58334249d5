import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  type EventTransport,
  type InboundRecord,
  type OpenOptions,
  closeEventBus,
  createEnvelope,
  openEventBus,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { introspectionSchema } from '../../../runtime/test/discovery/strict-schemas.ts';
import {
  COMPLETED_TOPIC,
  DEAD_LETTER_TOPIC,
  FakeNode,
  PLAIN_IDENTITY,
  PlainHost,
  command,
} from '../../../runtime/test/event-bus/fake-node.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { freePort } from '../support/free-port.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
const REQUEST = 'onex.cmd.platform.request-introspection.v1';

describe('a node on Kafka', () => {
  let broker: KafkaService;
  let port: number;
  let stateDir: string;
  let logger: ReturnType<typeof recordingLogger>;
  const hosts: PlainHost[] = [];
  const transports: EventTransport[] = [];

  before(async function () {
    this.timeout(240_000);
    port = await freePort();
  });
  beforeEach(() => {
    logger = recordingLogger();
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-kafka-node-'));
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => closeEventBus(host)));
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    rmSync(stateDir, { recursive: true, force: true });
  });
  after(() => broker?.stop());

  const servers = (): string => `127.0.0.1:${port}`;
  const open = async <Host extends PlainHost>(host: Host, settings: OpenOptions['settings'] = {}) => {
    hosts.push(host);
    await openEventBus(host, host instanceof FakeNode ? undefined : PLAIN_IDENTITY, {
      logger,
      settings: { kafkaServers: [servers()], stateDir, ...settings },
    });
    return host;
  };
  const ready = (node: FakeNode) => until(() => node.problems.size === 0);
  const client = async (): Promise<EventTransport> => {
    const transport = await createKafkaTransport({ servers: [servers()], clientId: 'test', logger });
    transports.push(transport);
    await transport.connect();
    return transport;
  };
  const collect = async (topic: string): Promise<InboundRecord[]> => {
    const records: InboundRecord[] = [];
    const transport = await client();
    const groupId = `collect-${topic}-${Math.random()}`;
    await transport.subscribe({
      groupId,
      topics: [topic],
      from: 'earliest',
      handle: async (record) => void records.push(record),
    });
    return records;
  };

  it('starts while the broker is away, says once that it is not ready, and why', async () => {
    const node = await open(new FakeNode());
    await until(() => node.problems.get('event-bus')?.includes(servers()));
    expect(node.isRunning).to.equal(true);
    const told = logger.lines.filter(({ level }) => level === 'error');
    expect(told).to.deep.equal([]);
  });

  it('names a topic that is missing, and is ready once it is there', async function () {
    this.timeout(240_000);
    broker = await startKafka({ KAFKA_PORT: String(port) });
    const node = await open(new FakeNode());
    const problem = await until(() =>
      [...node.problems.values()].find((text) => text.includes('do not exist')),
    );
    expect(problem).to.contain('onex.cmd.billing.payment-requested.v1').and.contain('--create-topics');
    await open(new FakeNode(), { createTopics: true, instanceId: 'maker' });
    await ready(node);
  });

  it('answers a command in its conversation, once, with its headers', async () => {
    const node = await open(new FakeNode(async ({ payload }) => [{ topic: COMPLETED_TOPIC, payload }]), {
      createTopics: true,
    });
    await ready(node);
    const bus = await client();
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const context = { tracestate: 'rojo=1', baggage: 'user=alice', tenant_id: 'blue' };
    const headers = { ...context, traceparent: `00-${trace}-00f067aa0ba902b7-00` };
    const sent = { ...command({ entity_id: 'e1', amount: 5 }), headers };
    await bus.publish([sent, sent]);
    const replies = await collect(COMPLETED_TOPIC);
    const mine = () =>
      replies.filter(({ headers }) => headers['correlation_id'] === sent.envelope.correlation_id);
    await until(() => mine().length === 2);
    expect(node.handled).to.have.length(1);
    const [first, second] = mine();
    expect(parseEnvelope(first?.value ?? null)).to.deep.include({
      payload: { entity_id: 'e1', amount: 5 },
      correlation_id: sent.envelope.correlation_id,
    });
    expect(second?.value?.equals(first?.value as Buffer)).to.equal(true);
    expect(String(first?.key)).to.equal('e1');
    expect(first?.headers).to.include({
      event_type: 'billing.payment-completed',
      source: 'billing',
      ...context,
    });
    expect(first?.headers['traceparent']).to.match(new RegExp(`^00-${trace}-[0-9a-f]{16}-00$`));
  });

  it('dead-letters what is malformed and goes on', async () => {
    const node = await open(new FakeNode(), { createTopics: true });
    await ready(node);
    const bus = await client();
    const good = command({ good: Math.random() });
    const headers = { baggage: 'user=alice', operation_name: 'create' };
    await bus.publish([{ ...good, value: Buffer.from([0xff, 0x00]), headers }, good]);
    await until(() =>
      node.handled.some(({ envelope }) => envelope.envelope_id === good.envelope.envelope_id),
    );
    const letters = await collect(DEAD_LETTER_TOPIC);
    await until(() => letters.length === 1);
    const letter = JSON.parse(String(letters[0]?.value)) as Record<string, unknown>;
    expect(letter).to.include({ failure_reason: 'the message is not UTF-8', failure_type: 'raw' });
    expect(letters[0]?.headers).to.include(headers);
  });

  it('announces itself, answers requests, and says goodbye', async () => {
    const events = await collect(INTROSPECTION);
    const host = await open(new PlainHost(), { createTopics: true });
    const reasons = () =>
      events
        .map(({ value }) => introspectionSchema.parse(parseEnvelope(value).payload))
        .filter((event) => event.node_id === host.nodeId)
        .map((event) => event.reason);
    await until(() => reasons().includes('startup'));
    const bus = await client();
    await until(async () => {
      const value = JSON.stringify(createEnvelope({ target_node_id: host.nodeId }));
      await bus.publish([{ topic: REQUEST, key: null, value, headers: {} }]);
      return reasons().includes('request');
    });
    await closeEventBus(host);
    await until(() => reasons().includes('shutdown'));
  });
});
