import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Clock, createClock, faultyBus } from '../../../../test/faults/index.ts';
import {
  type EventTransport,
  type InMemoryTransport,
  closeEventBus,
  createEnvelope,
  createInMemoryTransport,
  INTROSPECTION_TOPIC,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { FakeNode } from '../../event-bus/fake-node.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';
import { introspectionSchema } from '../strict-schemas.ts';

const MINUTES = 60_000;
const REGISTRY = { node_id: randomUUID(), node_name: 'node_registration_orchestrator', reason: 'startup' };
const LISTENS = { subscribe_topics: [{ topic: INTROSPECTION_TOPIC }], publish_topics: [] };

describe('a node that sees the introspection of another node', () => {
  let clock: Clock;
  let log: InMemoryTransport;
  let node: FakeNode;
  beforeEach(() => {
    clock = createClock();
    log = createInMemoryTransport({ partitions: 1 });
    node = new FakeNode();
  });
  afterEach(async () => {
    await closeEventBus(node);
    clock.restore();
  });

  const open = (transport: EventTransport = log): Promise<void> =>
    openEventBus(node, undefined, { transport, logger: recordingLogger() });
  const see = async (message: unknown): Promise<void> => {
    const value = JSON.stringify(message);
    await log.publish([{ topic: INTROSPECTION_TOPIC, key: null, headers: {}, value }]);
    await clock.advance(100);
  };
  const own = (): unknown[] =>
    log
      .records(INTROSPECTION_TOPIC)
      .flatMap(({ value }) => (String(value).includes(String(node.nodeId)) ? [parseEnvelope(value)] : []))
      .map(({ payload }) => introspectionSchema.parse(payload).reason);

  it('announces itself again for a registry, at most every ten minutes', async () => {
    await open();
    await clock.advance(MINUTES);
    await see(createEnvelope(REGISTRY));
    expect(own()).to.deep.equal(['startup', 'request']);
    await see(createEnvelope(REGISTRY));
    await clock.advance(9 * MINUTES);
    await see(createEnvelope({ ...REGISTRY, node_id: randomUUID() }));
    expect(own()).to.have.length(2);
    await clock.advance(MINUTES);
    await see(createEnvelope(REGISTRY));
    expect(own()).to.have.length(3);
  });

  it('takes each node that subscribes to introspections for a registry, with or without an envelope', async () => {
    await open();
    await see({ ...REGISTRY, node_name: 'anything', event_bus: LISTENS });
    expect(own()).to.have.length(2);
  });

  it('does nothing for other nodes, goodbyes, itself, and what is no introspection', async () => {
    await open();
    const others: unknown[] = [
      { ...REGISTRY, node_name: 'node_pr_claim_registry_effect' },
      { ...REGISTRY, node_name: 'x', event_bus: { subscribe_topics: ['a', null, { topic: 'b' }] } },
      { ...REGISTRY, reason: 'shutdown' },
      { node_name: 'node_registry_effect' },
      { ...REGISTRY, node_name: 7, event_bus: null },
    ];
    for (const payload of others) await see(createEnvelope(payload));
    for (const message of ['text', null, [REGISTRY], { payload: [REGISTRY] }]) await see(message);
    expect(own()).to.deep.equal(['startup']);
    await see(createEnvelope({ ...REGISTRY, node_id: node.nodeId?.toUpperCase() }));
    expect(own()).to.deep.equal(['startup']);
  });

  it('announces itself for the next registry when its announcement failed', async () => {
    const bus = faultyBus({ ...log } as EventTransport);
    await open(bus.service);
    bus.fail('publish', { given: (records) => records[0]?.topic === INTROSPECTION_TOPIC, times: 1 });
    await see(createEnvelope(REGISTRY));
    await see(createEnvelope(REGISTRY));
    expect(own()).to.deep.equal(['startup', 'request']);
  });
});
