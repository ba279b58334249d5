import { expect } from 'chai';
import { type Clock, createClock, faultyBus } from '../../../../test/faults/index.ts';
import {
  type EventTransport,
  type InMemoryTransport,
  closeEventBus,
  createInMemoryTransport,
  HEARTBEAT_TOPIC,
  INTROSPECTION_TOPIC,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { FakeNode } from '../../event-bus/fake-node.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';

const SECONDS = 1000;

describe('a node whose heartbeats were not published for a while', () => {
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

  const reasons = (): unknown[] =>
    log
      .records(INTROSPECTION_TOPIC)
      .map((record) => (parseEnvelope(record.value).payload as { reason: string }).reason);
  /** Refuses so many heartbeats after the start. */
  const open = async (refused: number, heartbeatMs = 30 * SECONDS): Promise<void> => {
    const bus = faultyBus({ ...log } as EventTransport);
    await openEventBus(node, undefined, { transport: bus.service, logger: recordingLogger(), heartbeatMs });
    bus.fail('publish', { given: (records) => records[0]?.topic === HEARTBEAT_TOPIC, times: refused });
  };

  it('announces itself again before the next heartbeat, because registries drop it and ignore its heartbeats', async () => {
    await open(3);
    await clock.advance(160 * SECONDS);
    expect(reasons()).to.deep.equal(['startup', 'heartbeat']);
    expect(log.records(HEARTBEAT_TOPIC)).to.have.length(2);
  });

  it('does not after one heartbeat that failed', async () => {
    await open(1);
    await clock.advance(130 * SECONDS);
    expect(reasons()).to.deep.equal(['startup']);
  });

  it('does not when its interval is longer than that', async () => {
    await open(0, 90 * SECONDS);
    await clock.advance(300 * SECONDS);
    expect(reasons()).to.deep.equal(['startup']);
  });

  it('tries again when that announcement fails', async () => {
    const bus = faultyBus({ ...log } as EventTransport);
    await openEventBus(node, undefined, {
      transport: bus.service,
      logger: recordingLogger(),
      heartbeatMs: 30 * SECONDS,
    });
    bus.fail('publish', { times: 4 });
    await clock.advance(190 * SECONDS);
    expect(reasons()).to.deep.equal(['startup', 'heartbeat']);
  });
});
