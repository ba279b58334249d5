import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { OnexError } from '../../src/errors/index.ts';
import {
  type Envelope,
  type EventTransport,
  type InMemoryTransport,
  closeEventBus,
  createEnvelope,
  createInMemoryTransport,
  openEventBus,
  parseEnvelope,
} from '../../src/event-bus/index.ts';
import { envelopeSchema, heartbeatSchema, introspectionSchema } from '../discovery/strict-schemas.ts';
import { FakeNode, PLAIN_IDENTITY, PlainHost, fakeContract } from './fake-node.ts';
import { recordingLogger } from './recording-logger.ts';
import { until } from './until.ts';

const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
const HEARTBEAT = 'onex.evt.platform.node-heartbeat.v1';
const REQUEST = 'onex.cmd.platform.request-introspection.v1';
const OLDER_REQUEST = 'onex.evt.platform.registry-request-introspection.v1';
const CORRELATION = '7c6f2b1e-6a55-4f5c-9a0e-000000000001';

const envelopes = (bus: InMemoryTransport, topic: string): Envelope[] =>
  bus.records(topic).map(({ value }) => parseEnvelope(value));
const introspections = (bus: InMemoryTransport) =>
  envelopes(bus, INTROSPECTION).map(({ payload }) => introspectionSchema.parse(payload));

describe('opening and closing the event bus', () => {
  let bus: InMemoryTransport;
  let stateDir: string;
  const logger = recordingLogger();
  beforeEach(() => {
    bus = createInMemoryTransport();
    stateDir = mkdtempSync(path.join(tmpdir(), 'onex-open-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  it('announces a node at start and at shutdown, as the strictest reader takes it', async () => {
    const node = new FakeNode();
    await openEventBus(node, undefined, { transport: bus, logger, healthUrl: 'http://127.0.0.1:1/health' });
    await closeEventBus(node);
    const events = introspections(bus);
    expect(events.map(({ reason }) => reason)).to.deep.equal(['startup', 'shutdown']);
    expect(events[0]?.endpoints).to.deep.equal({ health: 'http://127.0.0.1:1/health' });
    for (const record of bus.records(INTROSPECTION)) {
      const envelope = envelopeSchema.parse(JSON.parse(String(record.value)));
      expect(envelope.event_type).to.equal('platform.node-introspection');
      expect(envelope.correlation_id).to.equal(
        (envelope.payload as Record<string, unknown>)['correlation_id'],
      );
      expect(String(record.key)).to.equal((envelope.payload as { node_id?: string }).node_id);
    }
  });

  it('opens no store for a host that only publishes, so it works where nothing can be written', async () => {
    const transport: EventTransport = { ...bus, durable: true };
    const unwritable = path.join(stateDir, 'file');
    writeFileSync(unwritable, '');
    const settings = { stateDir: unwritable, instanceId: 'a' };
    const host = new PlainHost();
    await openEventBus(host, PLAIN_IDENTITY, { transport, logger, settings });
    await host.eventPublisher?.publish({ topic: 'onex.evt.billing.x.v1', payload: { a: 1 } });
    await closeEventBus(host);
    expect(envelopes(bus, 'onex.evt.billing.x.v1')).to.have.length(1);
    const error = await openEventBus(new FakeNode(), undefined, { transport, logger, settings }).catch(
      (thrown: Error) => thrown,
    );
    expect(String(error), 'a node remembers what it handled').to.contain(unwritable);
  });

  it('opens no database and no file for a host that only publishes', async () => {
    const transport: EventTransport = { ...bus, durable: true };
    const settings = { stateDir, instanceId: 'a', stateUrl: 'postgresql://127.0.0.1:1/none' };
    const host = new PlainHost();
    await openEventBus(host, PLAIN_IDENTITY, { transport, logger, settings });
    await closeEventBus(host);
    expect(readdirSync(stateDir)).to.deep.equal([]);
  });

  it('fills the fields of a runtime node, and empties them again', async () => {
    const node = new FakeNode();
    await openEventBus(node, undefined, { transport: bus, logger });
    expect(node).to.include({ isRunning: true, serviceName: 'billing', instanceId: 'test' });
    expect(node.nodeId).to.match(/^[0-9a-f-]{36}$/);
    expect(node.shutdownSignal.signal.aborted).to.equal(false);
    await node.eventPublisher?.publish({ topic: 'onex.evt.billing.x.v1', payload: { a: 1 } });
    expect(envelopes(bus, 'onex.evt.billing.x.v1')[0]?.payload).to.deep.equal({ a: 1 });
    const { signal } = node.shutdownSignal;
    await closeEventBus(node);
    expect(node).to.include({ isRunning: false, eventPublisher: undefined });
    expect(signal.aborted).to.equal(true);
    await openEventBus(node, undefined, { transport: bus, logger });
    expect(node.shutdownSignal.signal.aborted, 'of the next life').to.equal(false);
    await closeEventBus(node);
  });

  it('opens once and closes once, however often it is asked', async () => {
    const host = new PlainHost();
    await closeEventBus(host);
    await Promise.all([
      openEventBus(host, PLAIN_IDENTITY, { transport: bus, logger }),
      openEventBus(host, PLAIN_IDENTITY, { transport: bus, logger }),
    ]);
    await Promise.all([closeEventBus(host), closeEventBus(host)]);
    await closeEventBus(host);
    expect(introspections(bus).map(({ reason }) => reason)).to.deep.equal(['startup', 'shutdown']);
  });

  it('opens a bus of its own when it is asked while the former one is being closed', async () => {
    const host = new PlainHost();
    await openEventBus(host, PLAIN_IDENTITY, { transport: bus, logger });
    const closing = closeEventBus(host);
    await openEventBus(host, PLAIN_IDENTITY, { transport: bus, logger });
    await closing;
    expect(host.isRunning).to.equal(true);
    await host.eventPublisher?.publish({ topic: 'onex.evt.billing.x.v1', payload: {} });
    expect(envelopes(bus, 'onex.evt.billing.x.v1')).to.have.length(1);
    await closeEventBus(host);
    expect(host.isRunning).to.equal(false);
  });

  it('announces a class that is no node as what its identity says, and rejects it without one', async () => {
    const nodeVersion = { major: 3, minor: 0, patch: 1 };
    const identity = { nodeName: 'mine', nodeType: 'compute', nodeVersion, domain: 'd' } as const;
    await openEventBus(new PlainHost(), identity, { transport: bus, logger });
    const error = await openEventBus(new PlainHost(), undefined, { transport: bus, logger }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ code: 'INVALID_PARAMETER' });
    expect(introspections(bus)).to.have.length(1);
    expect(introspections(bus)[0]).to.deep.include({
      node_name: 'mine',
      node_type: 'compute',
      node_version: nodeVersion,
      event_bus: null,
    });
  });

  it('answers requests to introspect, raw or enveloped, on both topics, for all or for itself', async () => {
    const host = new PlainHost();
    await openEventBus(host, PLAIN_IDENTITY, { transport: bus, logger });
    const send = (topic: string, value: unknown) =>
      bus.publish([{ topic, key: null, value: JSON.stringify(value), headers: {} }]);
    await send(REQUEST, { target_node_id: '7c6f2b1e-6a55-4f5c-9a0e-00000000ffff' });
    await send(REQUEST, 'no request');
    await send(REQUEST, { correlation_id: CORRELATION });
    await send(OLDER_REQUEST, createEnvelope({ target_node_id: host.nodeId }));
    await until(() => introspections(bus).length === 3);
    const answers = introspections(bus).filter(({ reason }) => reason === 'request');
    expect(answers).to.have.length(2);
    expect(answers.map(({ correlation_id: id }) => id)).to.include(CORRELATION);
    await closeEventBus(host);
    await send(REQUEST, {});
    expect(introspections(bus)).to.have.length(4);
  });

  it('beats at its interval until it is closed', async () => {
    const node = new FakeNode();
    await openEventBus(node, undefined, { transport: bus, logger, heartbeatMs: 5 });
    await until(() => bus.records(HEARTBEAT).length >= 2);
    await closeEventBus(node);
    const count = bus.records(HEARTBEAT).length;
    for (const envelope of envelopes(bus, HEARTBEAT)) {
      expect(envelope.event_type).to.equal('platform.node-heartbeat');
      expect(heartbeatSchema.parse(envelope.payload).node_id).to.equal(node.nodeId);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bus.records(HEARTBEAT)).to.have.length(count);
  });

  it('has the same node id after a restart, without being told an instance', async () => {
    const settings = { stateDir, instanceId: null, kafkaServers: null };
    const ids: (string | undefined)[] = [];
    for (let restart = 0; restart < 2; restart += 1) {
      const node = new FakeNode();
      node.instanceId = undefined;
      await openEventBus(node, undefined, { logger, settings });
      ids.push(node.nodeId);
      await closeEventBus(node);
    }
    expect(ids[0]).to.be.a('string').and.equal(ids[1]);
  });

  it('says that it is standalone where no servers are configured', async () => {
    const lines = recordingLogger();
    const host = new PlainHost();
    await openEventBus(host, PLAIN_IDENTITY, { logger: lines, environment: {}, settings: { stateDir } });
    await closeEventBus(host);
    expect(lines.lines.map(({ message }) => message).join('\n')).to.contain('standalone');
  });

  it('closes what it opened when it fails half-way, and can be opened afterwards', async () => {
    const node = new FakeNode(undefined, fakeContract());
    let stopped = 0;
    let failing = true;
    const half: EventTransport = {
      ...bus,
      async subscribe(options) {
        const subscription = await bus.subscribe(options);
        return {
          rest: (ms) => subscription.rest(ms),
          async stop() {
            stopped += 1;
            await subscription.stop();
          },
        };
      },
      async publish(records) {
        if (failing) throw new OnexError('EVENT_BUS_ERROR', 'the broker refuses');
        await bus.publish(records);
      },
    };
    const error = await openEventBus(node, undefined, { transport: half, logger }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ message: 'the broker refuses' });
    expect(stopped).to.equal(2);
    expect(node).to.include({ isRunning: false, eventPublisher: undefined, sink: null });
    failing = false;
    await openEventBus(node, undefined, { transport: half, logger });
    expect(node.isRunning).to.equal(true);
    await closeEventBus(node);
  });

  it('keeps its instance free when the store of its answers cannot be opened', async () => {
    const node = new FakeNode();
    node.instanceId = undefined;
    const file = path.join(stateDir, `${node.contract.name}_answers.sqlite`);
    writeFileSync(file, 'no database at all'.repeat(100));
    const options = { logger, settings: { stateDir, instanceId: null, kafkaServers: ['127.0.0.1:1'] } };
    for (let times = 0; times < 2; times += 1) {
      const error = await openEventBus(node, undefined, options).catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'CONFIGURATION_ERROR' });
    }
    rmSync(file);
    await openEventBus(node, undefined, options);
    expect(node.instanceId).to.match(/-0-[0-9a-f]+$/);
    await closeEventBus(node);
  });
});
