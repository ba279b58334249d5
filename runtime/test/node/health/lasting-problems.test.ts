import { expect } from 'chai';
import { type Clock, createClock, faultyBus } from '../../../../test/faults/index.ts';
import { LOG_AGAIN_MS } from '../../../src/health/index.ts';
import type { Logger } from '../../../src/logging/index.ts';
import { Container, LIFECYCLE, LOGGER, NodeBase } from '../../../src/node/index.ts';
import { closeEventBus, createInMemoryTransport, openEventBus } from '../../../src/event-bus/index.ts';
import { PLAIN_IDENTITY, PlainHost, fakeContract } from '../../event-bus/fake-node.ts';
import { recordingLogger } from '../../event-bus/recording-logger.ts';

class IdleNode extends NodeBase {
  protected async process(): Promise<[]> {
    return [];
  }
}

describe('a problem of a node that lasts', () => {
  let clock: Clock;
  let logger: ReturnType<typeof recordingLogger>;
  let node: IdleNode;
  beforeEach(() => {
    clock = createClock();
    logger = recordingLogger();
    const container = new Container();
    const ofNode = { ...logger, trace() {}, fatal() {}, child: () => ofNode } as Logger;
    container.register(LOGGER, { value: ofNode });
    node = new IdleNode(container, { contract: fakeContract() });
  });
  afterEach(() => clock.restore());
  const lines = (): readonly string[] =>
    logger.lines
      .splice(0)
      .filter(({ level }) => level !== 'debug')
      .map(({ level, message, fields }) => `${level} ${message} ${JSON.stringify(fields)}`);

  it('is logged again after each interval, with how long it has lasted, whatever its source', async () => {
    for (const source of ['event-bus', 'consume', 'consume-partitions', 'state', 'workflows', 'my-own'])
      node.setReadiness(source, 'User:a has no right to READ on group g');
    expect(lines()).to.have.length(6);
    await clock.advance(2 * LOG_AGAIN_MS);
    const repeated = lines();
    expect(repeated).to.have.length(12);
    expect(repeated[6]).to.equal(
      'warn still not ready {"source":"event-bus","problem":"User:a has no right to READ on group g","for_seconds":600}',
    );
  });

  it('is logged when it ends, and the node says when it is ready', async () => {
    node.setReadiness('event-bus', 'refused');
    node.setReadiness('state', 'refused');
    node.setDegraded('consul', 'refused');
    lines();
    await clock.advance(1000);
    for (const source of ['event-bus', 'state']) node.setReadiness(source, null);
    node.setDegraded('consul', null);
    expect(lines()).to.deep.equal([
      'info problem cleared {"source":"event-bus","for_seconds":1}',
      'info ready {"source":"state","for_seconds":1}',
      'info no longer degraded {"source":"consul","for_seconds":1}',
    ]);
  });

  it('is logged again too where the node works without something, or does not end starting', async () => {
    node.setDegraded('consul', 'refused');
    node.setReadiness(LIFECYCLE, 'starting');
    lines();
    await clock.advance(LOG_AGAIN_MS);
    expect(lines()).to.deep.equal([
      'warn still degraded {"source":"consul","problem":"refused","for_seconds":300}',
      'warn still not ready {"source":"lifecycle","problem":"starting","for_seconds":300}',
    ]);
  });

  it('is not logged again after the shutdown', async () => {
    node.setReadiness('event-bus', 'refused');
    await node.shutdown();
    lines();
    await clock.advance(2 * LOG_AGAIN_MS);
    expect(lines()).to.deep.equal([]);
    expect(clock.waiting()).to.equal(0);
  });

  it('of a class that only publishes is logged in the same way', async () => {
    const bus = faultyBus({ ...createInMemoryTransport(), kind: 'remote', opensInBackground: true });
    const host = new PlainHost();
    bus.down();
    await openEventBus(host, PLAIN_IDENTITY, { transport: bus.service, logger });
    await clock.advance(2 * LOG_AGAIN_MS + 20_000);
    const ofBus = lines().filter((line) => line.includes('"source":"event-bus"'));
    expect(ofBus).to.deep.equal([
      'warn connecting {"source":"event-bus"}',
      'warn the bus is unavailable {"source":"event-bus"}',
      'warn the bus is unavailable {"source":"event-bus","for_seconds":300}',
      'warn the bus is unavailable {"source":"event-bus","for_seconds":600}',
    ]);
    bus.up();
    const closed = closeEventBus(host);
    await clock.advance(20_000);
    await closed;
  });
});
