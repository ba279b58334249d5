import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Clock, type FaultyService, createClock, faultyBus } from '../../../../test/faults/index.ts';
import {
  type BusQualities,
  type EventTransport,
  type InMemoryTransport,
  type SubscribeOptions,
  closeEventBus,
  createInMemoryTransport,
  createMemoryDeduplication,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import { COMMAND_TOPIC, COMPLETED_TOPIC, FakeNode, command } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

const HEARTBEAT = 'onex.evt.platform.node-heartbeat.v1';
const INTROSPECTION = 'onex.evt.platform.node-introspection.v1';
const REQUESTS = [
  'onex.cmd.platform.request-introspection.v1',
  'onex.evt.platform.registry-request-introspection.v1',
];

/** As on Kafka: a node that is opened goes on connecting in the background. */
describe('a node that is opened on a remote bus', () => {
  let clock: Clock;
  let log: InMemoryTransport;
  let bus: FaultyService<EventTransport>;
  let missing: string[];
  let subscribed: SubscribeOptions[];
  let node: FakeNode;
  let logger: ReturnType<typeof recordingLogger>;
  let qualities: (BusQualities | undefined)[];

  beforeEach(() => {
    clock = createClock();
    log = createInMemoryTransport({ partitions: 1 });
    missing = [];
    subscribed = [];
    const remote: EventTransport = {
      ...log,
      kind: 'kafka',
      durable: true,
      opensInBackground: true,
      subscribe(options) {
        subscribed.push(options);
        return log.subscribe(options);
      },
      missingTopics: async (topics) => topics.filter((topic) => missing.includes(topic)),
    };
    bus = faultyBus(remote);
    node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }]);
    qualities = [];
    const { setOutputSink } = FakeNode.prototype;
    node.setOutputSink = (sink: FakeNode['sink'], quality?: BusQualities) => {
      qualities.push(quality);
      setOutputSink.call(node, sink);
    };
    logger = recordingLogger();
  });
  afterEach(async () => {
    bus.up();
    const closed = closeEventBus(node);
    await clock.advance(60_000);
    await closed;
    clock.restore();
  });

  const open = (): Promise<void> =>
    openEventBus(node, undefined, {
      transport: bus.service,
      deduplication: createMemoryDeduplication(),
      logger,
      environment: { ONEX_STATE_DIR: mkdtempSync(join(tmpdir(), 'onex-session-')) },
    });
  const problem = (): string | undefined => node.problems.get('event-bus');
  const reasons = (): unknown[] =>
    log
      .records(INTROSPECTION)
      .map(({ value }) => (parseEnvelope(value).payload as { reason: string }).reason);

  it('runs at once, is not ready while the bus is unavailable, and is when it has joined', async () => {
    bus.down();
    await open();
    expect(node.isRunning).to.equal(true);
    expect(problem()).to.be.a('string');
    await clock.advance(60_000);
    expect(problem()).to.equal('the bus is unavailable');
    expect(bus.calls('connect'), 'tries in growing pauses, of 10 s at most').to.be.within(10, 13);
    bus.up();
    await clock.advance(10_000);
    expect([...node.problems]).to.deep.equal([]);
    expect(reasons()).to.deep.equal(['startup']);
    expect(qualities).to.deep.equal([{ durable: true }]);
    await log.publish([command({})]);
    await clock.advance(100);
    expect(log.records(COMPLETED_TOPIC)).to.have.length(1);
  });

  it('names the topics that are missing, and joins when they are there', async () => {
    missing = [COMMAND_TOPIC, COMPLETED_TOPIC];
    await open();
    await clock.advance(1000);
    expect(problem()).to.equal(
      `${COMMAND_TOPIC}, ${COMPLETED_TOPIC} do not exist: create them, or start with --create-topics`,
    );
    expect(bus.calls('subscribe')).to.equal(0);
    missing = [COMMAND_TOPIC];
    await clock.advance(10_000);
    expect(problem()).to.equal(`${COMMAND_TOPIC} does not exist: create it, or start with --create-topics`);
    missing = [];
    await clock.advance(10_000);
    expect(problem()).to.equal(undefined);
  });

  it('is not ready when a topic goes while it runs, told by the first failure, until the topic is back', async () => {
    await open();
    await clock.advance(1000);
    missing = [COMPLETED_TOPIC];
    await clock.advance(20_000);
    expect(problem(), 'nothing has failed yet').to.equal(undefined);
    bus.fail('publish', { given: (records) => records[0]?.topic === COMPLETED_TOPIC, times: 3 });
    await log.publish([command({})]);
    await clock.advance(1000);
    expect(problem()).to.contain(`${COMPLETED_TOPIC} does not exist`);
    expect(logger.lines.filter(({ message }) => message === 'message will be retried')).to.have.length(1);
    missing = [];
    await clock.advance(10_000);
    expect([...node.problems]).to.deep.equal([]);
    const looks = bus.calls('missingTopics');
    await clock.advance(100_000);
    expect(bus.calls('missingTopics'), 'no more looks').to.equal(looks);
  });

  it('looks for its topics once for failures that come together', async () => {
    await open();
    await clock.advance(1000);
    const looks = bus.calls('missingTopics');
    bus.fail('publish', { given: (records) => records[0]?.topic === COMPLETED_TOPIC, times: 2 });
    const gate = bus.hold('missingTopics');
    await log.publish([command({}), command({})]);
    await clock.advance(1000);
    await gate.reached;
    expect(bus.calls('missingTopics') - looks).to.equal(1);
    gate.open();
    await clock.advance(1000);
    expect([...node.problems]).to.deep.equal([]);
  });

  it('looks for its topics when the bus says that nothing can be consumed', async () => {
    await open();
    await clock.advance(1000);
    missing = [COMMAND_TOPIC];
    const own = subscribed.find(({ topics }) => topics.includes(COMMAND_TOPIC));
    own?.onProblem?.('the group has no coordinator', 'membership');
    await clock.advance(1000);
    expect(problem()).to.contain(`${COMMAND_TOPIC} does not exist`);
    expect([...node.problems.values()]).to.include('the group has no coordinator');
    missing = [];
    own?.onProblem?.(null, 'membership');
    await clock.advance(20_000);
    expect([...node.problems]).to.deep.equal([]);
  });

  it('looks for its topics a second time when something fails a second time', async () => {
    await open();
    await clock.advance(1000);
    for (const outage of [1, 2]) {
      missing = [COMPLETED_TOPIC];
      bus.fail('publish', { given: (records) => records[0]?.topic === COMPLETED_TOPIC });
      await log.publish([command({})]);
      await clock.advance(500);
      expect(problem(), `outage ${outage}`).to.contain('does not exist');
      missing = [];
      await clock.advance(20_000);
      expect(problem(), `after outage ${outage}`).to.equal(undefined);
    }
  });

  it('is ready without topics for requests to introspect, and answers when they are there', async () => {
    missing = [...REQUESTS];
    await open();
    await clock.advance(299_000);
    expect([...node.problems]).to.deep.equal([]);
    const told = logger.lines.filter(
      ({ fields }) => (fields as { source?: string }).source === 'introspection requests',
    );
    expect(told.map(({ level }) => level)).to.deep.equal(['info']);
    expect(bus.calls('missingTopics'), 'looks in growing pauses, of a minute at most').to.be.within(10, 20);
    missing = [];
    await clock.advance(60_000);
    for (const topic of REQUESTS) await log.publish([{ topic, key: null, value: '{}', headers: {} }]);
    const someoneElse = '{"target_node_id":"0f0f0f0f-0000-4000-8000-000000000003"}';
    await log.publish([{ topic: REQUESTS[0]!, key: null, value: someoneElse, headers: {} }]);
    await log.publish([{ topic: REQUESTS[0]!, key: null, value: 'no JSON', headers: {} }]);
    await clock.advance(1000);
    expect(reasons()).to.deep.equal(['startup', 'request', 'request']);
  });

  it('announces itself when the bus takes its announcement, and beats every 30 s from then on', async () => {
    bus.fail('publish', { times: 3 });
    await open();
    await clock.advance(50);
    expect(node.problems.get('introspection')).to.equal('the bus is unavailable');
    await clock.advance(1000);
    expect([...node.problems]).to.deep.equal([]);
    await clock.advance(90_000);
    expect(log.records(HEARTBEAT)).to.have.length(3);
    await closeEventBus(node);
    expect(reasons()).to.deep.equal(['startup', 'shutdown']);
    expect(node.sink).to.equal(null);
  });

  it('says no goodbye where it was never announced', async () => {
    bus.down();
    await open();
    await clock.advance(1000);
    bus.up();
    const closing = closeEventBus(node);
    await clock.advance(10_000);
    await closing;
    expect(reasons()).to.deep.equal([]);
  });

  for (const method of ['connect', 'subscribe', 'publish'] as const) {
    it(`is closed in the time of a goodbye while ${method} hangs, and nothing begins afterwards`, async () => {
      const gate = bus.hold(method);
      await open();
      await clock.advance(1000);
      await gate.reached;
      let closed = false;
      const closing = closeEventBus(node).then(() => (closed = true));
      await clock.advance(4000);
      expect(closed, 'before the time is over').to.equal(false);
      await clock.advance(12_000);
      expect(closed).to.equal(true);
      await closing;
      gate.open();
      await clock.advance(60_000);
      await log.publish([command({})]);
      await clock.advance(1000);
      expect(node.handled).to.deep.equal([]);
      expect(log.records(HEARTBEAT)).to.deep.equal([]);
      expect(clock.waiting(), 'timers').to.equal(0);
    });
  }

  it('has a heartbeat as long as is said, of more than 24.8 days too', async () => {
    const environment = {
      ONEX_HEARTBEAT_SECONDS: String(30 * 86_400),
      ONEX_STATE_DIR: mkdtempSync(join(tmpdir(), 'onex-session-')),
    };
    await openEventBus(node, undefined, {
      transport: bus.service,
      deduplication: createMemoryDeduplication(),
      logger,
      environment,
    });
    await clock.advance(86_400_000);
    expect(log.records(HEARTBEAT)).to.deep.equal([]);
    expect(clock.fired(), 'timers in a day').to.be.lessThan(10);
  });
});
