import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { z } from 'zod';
import {
  closeEventBus,
  createInMemoryTransport,
  openEventBus,
  parseEnvelope,
  type EventTransport,
  type InMemoryTransport,
} from '../../../src/event-bus/index.ts';
import { createFlowCounter } from '../../../src/discovery/index.ts';
import { createLogger } from '../../../src/logging/index.ts';
import { createTestNode } from '../../../src/testing/index.ts';
import { NodeEffect, type Container } from '../../../src/index.ts';
import { FakeNode } from '../../event-bus/fake-node.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';
import { until } from '../../event-bus/until.ts';
import { contractOf } from '../../sample/contract-of.ts';
import { heartbeatSchema, flowWindowSchema, logEntrySchema } from '../strict-schemas.ts';
import { z as zod } from 'zod';

type Entry = z.infer<typeof logEntrySchema>;
const TOPIC = 'onex.evt.platform.log-entry.v1';
const HEARTBEATS = 'onex.evt.platform.node-heartbeat.v1';
const NAME = 'node_billing_payment_effect';

describe('log entries', () => {
  let bus: InMemoryTransport;
  const lines: string[] = [];
  const logger = createLogger({
    level: 'debug',
    bindings: { node: NAME },
    pretty: false,
    destination: { write: (line) => void lines.push(line) },
  });
  beforeEach(() => {
    bus = createInMemoryTransport();
  });
  const open = (host: FakeNode, names: string, transport: EventTransport = bus): Promise<void> =>
    openEventBus(host, undefined, {
      transport,
      logger: recordingLogger(),
      environment: { ONEX_PLATFORM_EVENTS: names },
    });
  const entries = (): readonly Entry[] =>
    bus.records(TOPIC).map(({ value }) => logEntrySchema.parse(parseEnvelope(value).payload));

  it('are the lines of the node’s own log, without secrets, in the shape that Python’s model accepts', async () => {
    const host = new FakeNode();
    const correlationId = randomUUID();
    await open(host, 'log-entry');
    logger.info({ correlation_id: correlationId, operation: 'create', count: 3 }, 'created');
    logger.warn({ api_key: 'k-123', error: new TypeError('no card') });
    logger.child({ node: 'node_of_others' }).error('not ours');
    await closeEventBus(host);
    logger.info('after the end');
    const [created, warned, ...others] = entries();
    expect(others).to.deep.equal([]);
    expect(created).to.deep.include({
      source_system: NAME,
      node_id: host.nodeId,
      correlation_id: correlationId,
      operation: 'create',
      level: 'info',
      message: 'created',
      status: 'emitted',
      redaction_state: 'none',
      metadata: { count: '3' },
    });
    expect(warned).to.include({ level: 'warning', message: 'no card', status: 'redacted' });
    expect(JSON.stringify(bus.records(TOPIC).map(({ value }) => String(value)))).to.not.contain('k-123');
    const envelope = parseEnvelope(bus.records(TOPIC)[0]?.value ?? null);
    expect(envelope).to.include({
      event_type: 'platform.log-entry',
      payload_type: 'ModelStructuredLogEntry',
      correlation_id: correlationId,
    });
  });

  it('are not published unless they are asked for', async () => {
    const host = new FakeNode();
    await open(host, 'node-state-change');
    logger.info('quiet');
    await closeEventBus(host);
    expect(bus.records(TOPIC)).to.deep.equal([]);
  });

  it('that the bus refuses, or for which there is no room, are counted in a later entry', async () => {
    let isRefusing = true;
    const refusing: EventTransport = {
      ...bus,
      async publish(records) {
        if (isRefusing && records.some(({ topic }) => topic === TOPIC)) throw new Error('refused');
        await bus.publish(records);
      },
    };
    const host = new FakeNode();
    await open(host, 'log-entry', refusing);
    for (let index = 0; index < 1002; index += 1) logger.debug('many');
    isRefusing = false;
    await closeEventBus(host);
    expect(entries().map(({ message }) => message)).to.include('2 log entries were dropped');
    expect(entries()).to.have.length(1001);
  });

  it('have messages and values of limited length', async () => {
    const host = new FakeNode();
    await open(host, 'log-entry');
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x'.repeat(5000)]),
    );
    logger.info(many, 'm'.repeat(100_000));
    await closeEventBus(host);
    const [entry] = entries();
    expect(entry?.message).to.have.length(8192);
    expect(Object.values(entry?.metadata ?? {}).map(({ length }) => length)).to.deep.equal(
      Array(32).fill(1024),
    );
  });
});

describe('the flow window of a heartbeat', () => {
  const COMMAND = 'onex.cmd.shop.parcel-requested.v1';
  const contract = contractOf(`
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations: [{operation: send}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${COMMAND}, onex.evt.shop.cart-paid.v1]
  publish_topics: [onex.evt.shop.parcel-completed.v1, onex.evt.shop.parcel-failed.v1]
error_handling: {retry_policy: {max_retries: 0}}
`);
  class Parcel extends NodeEffect {
    constructor(container: Container) {
      super(container, {
        contract,
        handlers: {
          send: {
            input: zod.looseObject({ fail: zod.boolean().optional() }),
            output: zod.looseObject({}),
            handle({ fail }: { fail?: boolean }) {
              if (fail === true) throw new Error('no');
              return {};
            },
          },
        },
      });
    }
  }
  const environment = process.env['ONEX_PLATFORM_EVENTS'];
  const seconds = process.env['ONEX_HEARTBEAT_SECONDS'];
  afterEach(() => {
    for (const [name, value] of [
      ['ONEX_PLATFORM_EVENTS', environment],
      ['ONEX_HEARTBEAT_SECONDS', seconds],
    ] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('counts what the node took, answered, refused, and published, for each topic that it reads', async () => {
    process.env['ONEX_PLATFORM_EVENTS'] = 'flow-window';
    process.env['ONEX_HEARTBEAT_SECONDS'] = '0.05';
    const test = await createTestNode(Parcel);
    const windows = (): readonly z.infer<typeof flowWindowSchema>[] =>
      test.transport.records
        .filter(({ topic }) => topic === HEARTBEATS)
        .map(({ value }) => {
          const { flow_window: window, ...heartbeat } = parseEnvelope(Buffer.from(String(value)))
            .payload as Record<string, unknown>;
          heartbeatSchema.parse(heartbeat);
          return flowWindowSchema.parse(window);
        });
    try {
      await test.send({});
      await test.send({ fail: true });
      await test.transport.publish([{ topic: COMMAND, key: null, value: 'not JSON', headers: {} }]);
      const total = (
        pick: (delta: z.infer<typeof flowWindowSchema>['consumer_deltas'][number]) => number,
      ): number =>
        windows().reduce(
          (sum, { consumer_deltas: deltas }) =>
            sum +
            deltas.filter(({ topic }) => topic === COMMAND).reduce((one, delta) => one + pick(delta), 0),
          0,
        );
      await until(() => total(({ messages_dlq: letters }) => letters) === 1);
      expect([
        total(({ messages_in: taken }) => taken),
        total(({ messages_out: out }) => out),
        total(({ handler_errors: errors }) => errors),
      ]).to.deep.equal([3, 2, 1]);
      const [first, ...rest] = windows();
      expect(first?.consumer_deltas.map(({ topic }) => topic)).to.deep.equal([
        COMMAND,
        'onex.evt.shop.cart-paid.v1',
      ]);
      expect(first?.consumer_deltas[0]?.consumer_group).to.contain('node_shop_parcel_effect.consume');
      expect(first?.window_sequence).to.equal(1);
      for (const [index, window] of rest.entries()) {
        expect(window.window_sequence).to.equal(index + 2);
        expect(window.window_start).to.equal((index === 0 ? first : rest[index - 1])?.window_end);
      }
      const produced = windows().flatMap(({ produce_deltas: deltas }) => deltas);
      expect(produced.filter(({ topic }) => topic === 'onex.evt.shop.parcel-failed.v1')).to.have.length(1);
    } finally {
      await test.stop();
    }
  });

  it('is absent unless it is asked for', async () => {
    process.env['ONEX_HEARTBEAT_SECONDS'] = '0.05';
    const test = await createTestNode(Parcel);
    try {
      const beat = await test.transport.until(
        ({ topic, value }) => (topic === HEARTBEATS ? String(value) : undefined),
        5000,
      );
      expect(parseEnvelope(Buffer.from(beat ?? '')).payload).to.not.have.property('flow_window');
    } finally {
      await test.stop();
    }
  });

  it('never ends before it began, even if the clock is set back', () => {
    const flow = createFlowCounter(false, new Date(10_000));
    const node = randomUUID();
    const window = flow.close(node, new Date(5000));
    expect(window).to.include({ window_start: window.window_end, node_id: node });
    expect(flow.close(node, new Date(20_000))).to.include({ window_start: new Date(10_000).toISOString() });
  });
});
