import { expect } from 'chai';
import {
  type EventTransport,
  type OutboundRecord,
  createEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const COMMANDS = 'onex.cmd.billing.payment-requested.v1';

describe('metrics of a node on Kafka', function () {
  this.timeout(120_000);
  let kafka: KafkaService;
  let bus: EventTransport;
  let node: NodeProcess;
  let origin: string;

  before(async () => {
    kafka = await startKafka();
    node = new NodeProcess('payment', ['--create-topics', '--kafka-servers', kafka.servers], {
      ONEX_HEARTBEAT_SECONDS: '0.2',
    });
    origin = await node.started();
    await until(async () => (await fetch(`${origin}/health/ready`)).ok);
    bus = await createKafkaTransport({ servers: [kafka.servers], clientId: 'test', logger: silentLogger });
    await bus.connect();
  });
  after(async () => {
    await node?.kill();
    await bus?.close();
    await kafka?.stop();
  });

  const command = (payload: object): OutboundRecord => ({
    topic: COMMANDS,
    key: 'k',
    value: JSON.stringify(createEnvelope(payload)),
    headers: {},
  });
  /** The value of the one series whose name and labels contain all of this; null: there is none. */
  const metric = async (name: string, ...labels: string[]): Promise<number | null> => {
    const text = await (await fetch(`${origin}/metrics`)).text();
    const found = text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)));
    expect(found.length, found.join('\n')).to.be.at.most(1);
    return found[0] === undefined ? null : Number(found[0].split(' ').at(-1));
  };
  const becomes = (value: number, name: string, ...labels: string[]): Promise<boolean> =>
    until(async () => (await metric(name, ...labels)) === value);

  it('count what it consumed, published, failed and dead-lettered, and how long it took', async () => {
    await bus.publish([
      command({ operation: 'create', data: { amount: 1 } }),
      command({ operation: 'create', data: { amount: 2_000_000 } }),
      { ...command({}), value: 'no JSON' },
    ]);
    await becomes(3, 'onex_bus_consumed_total', COMMANDS);
    await becomes(1, 'onex_bus_published_total', 'payment-completed');
    await becomes(1, 'onex_bus_published_total', 'payment-failed');
    await becomes(1, 'onex_bus_dead_letters_total', COMMANDS);
    const duration = 'onex_operation_duration_seconds_count';
    expect(await metric(duration, 'operation="create"', 'outcome="completed"')).to.equal(1);
    expect(await metric(duration, 'operation="create"', 'outcome="failed"')).to.equal(1);
    expect(await metric('onex_messages_total', COMMANDS, 'outcome="done"')).to.equal(2);
  });

  it('tell how many messages are behind and in hand while it is busy, and none when it is done', async () => {
    const slow = command({ operation: 'update', entity_id: '4000' });
    await bus.publish([
      slow,
      ...Array.from({ length: 5 }, () => command({ operation: 'delete', entity_id: 'x' })),
    ]);
    await becomes(6, 'onex_bus_lag_records', COMMANDS, 'partition="0"');
    await becomes(1, 'onex_in_flight');
    await becomes(0, 'onex_bus_lag_records', COMMANDS, 'partition="0"');
    await becomes(0, 'onex_in_flight');
  });

  it('tell when the last heartbeat was acknowledged', async () => {
    const first = await until(() => metric('onex_heartbeat_timestamp_seconds'));
    expect(Math.abs(first - Date.now() / 1000)).to.be.lessThan(60);
    await until(async () => Number(await metric('onex_heartbeat_timestamp_seconds')) > first);
  });
});
