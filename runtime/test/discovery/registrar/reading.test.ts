import { expect } from 'chai';
import { startRegistrar, type Registrar } from '../../../src/discovery/index.ts';
import {
  createEnvelope,
  createInMemoryBroker,
  createInMemoryTransport,
  HEARTBEAT_TOPIC,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
} from '../../../src/event-bus/index.ts';
import { readerOf } from '../../../src/event-bus/transports/kafka/reading/reader.ts';
import {
  type FakeLog,
  fakeLog,
  partition,
  protocolError,
} from '../../event-bus/transports/kafka/reading/fake-log.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';
import { until } from '../../event-bus/until.ts';
import { type FakeConsul, startFakeConsul } from '../consul/fake-consul.ts';

const REQUESTS = INTROSPECTION_REQUEST_TOPICS[0]!;

describe('a registrar on Kafka', () => {
  let log: FakeLog;
  let reader: ReturnType<typeof readerOf>;
  let consul: FakeConsul;
  let registrar: Registrar;
  let asked: number;
  const logger = recordingLogger();
  beforeEach(async () => {
    log = fakeLog({
      [INTROSPECTION_TOPIC]: [partition(0, 0), partition(0, 0)],
      [HEARTBEAT_TOPIC]: [partition(0, 0)],
    });
    reader = readerOf(log.client);
    consul = await startFakeConsul();
    const transport = createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 1 }) });
    asked = 0;
    await transport.subscribe({
      groupId: 'nodes',
      topics: [REQUESTS],
      from: 'earliest',
      handle: async () => void (asked += 1),
    });
    registrar = await startRegistrar({
      transport,
      reader,
      consul: consul.client,
      environment: 'local',
      logger,
      intervalMs: 5,
    });
  });
  afterEach(async () => {
    await registrar.stop();
    await reader.close();
    consul.close();
    expect(log.groups).to.deep.equal([]);
  });

  const announce = (number: number, reason = 'startup', place = number % 2): void => {
    const payload = {
      node_id: `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`,
      node_type: 'effect',
      reason,
      endpoints: { health: `http://127.0.0.1:${number + 1}/health` },
    };
    log.append(INTROSPECTION_TOPIC, place, JSON.stringify(createEnvelope(payload)));
  };

  it('reads every partition without a consumer group, and asks all nodes to announce themselves', async () => {
    await until(() => asked === 1);
    for (let number = 0; number < 100; number += 1) announce(number);
    await until(() => registrar.nodes().length === 100);
    announce(7, 'shutdown');
    await until(() => registrar.nodes().length === 99);
  });

  it('reads a partition that was added', async () => {
    log.topics.get(INTROSPECTION_TOPIC)?.push(partition(0, 0));
    announce(1, 'startup', 2);
    await until(() => registrar.nodes().length === 1);
  });

  it('begins again after a failure that does not end by itself, and asks for what it has missed', async () => {
    await until(() => asked === 1);
    const refused = protocolError('TOPIC_AUTHORIZATION_FAILED', { retriable: false });
    log.failures.fetch.push(refused);
    announce(1);
    await until(() => asked === 2);
    announce(2);
    await until(() => registrar.nodes().some(({ nodeId }) => nodeId.endsWith('2')));
    expect(JSON.stringify(logger.lines)).to.include('TOPIC_AUTHORIZATION_FAILED');
  });
});
