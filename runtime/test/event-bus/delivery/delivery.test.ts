import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { ContentError, OnexError } from '../../../src/errors/index.ts';
import {
  type Envelope,
  type InMemoryTransport,
  type OpenOptions,
  type Publication,
  closeEventBus,
  createInMemoryBroker,
  createInMemoryTransport,
  openEventBus,
  parseEnvelope,
} from '../../../src/event-bus/index.ts';
import {
  COMMAND_TOPIC,
  COMPLETED_TOPIC,
  DEAD_LETTER_TOPIC,
  FakeNode,
  command,
  fakeContract,
} from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';
import { until } from '../until.ts';

const done = (payload: unknown = { ok: true }): Publication => ({ topic: COMPLETED_TOPIC, payload });

describe('delivery of messages to a node', () => {
  const broker = () => createInMemoryBroker({ partitions: 2, backoff: { initialMs: 1, maxMs: 5 } });
  let log: ReturnType<typeof broker>;
  let bus: InMemoryTransport;
  let logger: ReturnType<typeof recordingLogger>;
  let opened: FakeNode[];

  beforeEach(() => {
    log = broker();
    bus = createInMemoryTransport({ broker: log });
    logger = recordingLogger();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((node) => closeEventBus(node)));
  });

  const open = async (node: FakeNode, options: OpenOptions = {}): Promise<FakeNode> => {
    opened.push(node);
    const backoff = { initialMs: 1, maxMs: 2 };
    await openEventBus(node, undefined, { transport: bus, logger, backoff, maxTries: 3, ...options });
    return node;
  };
  const envelopes = (topic: string): Envelope[] =>
    bus.records(topic).map(({ value }) => parseEnvelope(value));
  const letters = (): Record<string, unknown>[] =>
    bus.records(DEAD_LETTER_TOPIC).map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);

  it('publishes what a message causes, in its conversation, with its cause', async () => {
    const node = await open(new FakeNode(async ({ payload }) => [done(payload), done({ second: true })]));
    const sent = command({ entity_id: 'e1' });
    await bus.publish([sent]);
    await until(() => envelopes(COMPLETED_TOPIC).length === 2);
    const replies = envelopes(COMPLETED_TOPIC);
    expect(node.handled).to.have.length(1);
    expect(node.handled[0]).to.deep.include({ topic: COMMAND_TOPIC, payload: { entity_id: 'e1' } });
    for (const reply of replies) {
      expect(reply.correlation_id).to.equal(sent.envelope.correlation_id);
      expect(reply.metadata.tags).to.deep.equal({ causation_id: sent.envelope.envelope_id });
    }
    const record = bus.records(COMPLETED_TOPIC).find(({ key }) => String(key) === 'e1');
    expect(record?.headers).to.include({
      correlation_id: sent.envelope.correlation_id,
      source: 'billing',
      event_type: 'billing.payment-completed',
    });
    expect(replies[0]?.envelope_id).to.not.equal(replies[1]?.envelope_id);
  });

  for (const [concurrency, wanted] of [
    [1, 1],
    [7, 7],
    [64, 20],
  ] as const) {
    it(`has ${wanted} of 20 keys in its handlers where ${concurrency} may be there`, async () => {
      let inHand = 0;
      let most = 0;
      const handled = async (): Promise<Publication[]> => {
        most = Math.max(most, (inHand += 1));
        await sleep(5);
        inHand -= 1;
        return [];
      };
      const node = await open(new FakeNode(handled), { settings: { concurrency } });
      await bus.publish(Array.from({ length: 20 }, (_, number) => ({ ...command({}), key: `k${number}` })));
      await until(() => node.handled.length === 20 && inHand === 0);
      expect(most).to.equal(wanted);
    });
  }

  it('answers a duplicate with the first result, without doing it twice', async () => {
    let count = 0;
    const node = await open(new FakeNode(async () => [done({ count: ++count })]));
    const sent = command({});
    await bus.publish([sent]);
    await bus.publish([sent]);
    await until(() => envelopes(COMPLETED_TOPIC).length === 2);
    expect(node.handled).to.have.length(1);
    const [first, second] = envelopes(COMPLETED_TOPIC);
    expect(second).to.deep.equal(first);
  });

  it('gives a message that another instance does again the same ids', async () => {
    const sent = command({});
    await open(new FakeNode(async () => [done()]));
    await bus.publish([sent]);
    await until(() => envelopes(COMPLETED_TOPIC).length === 1);
    await closeEventBus(opened.pop() as FakeNode);
    const again = await open(new FakeNode(async () => [done()]));
    await bus.publish([sent]);
    await until(() => again.handled.length === 1 && envelopes(COMPLETED_TOPIC).length === 2);
    const [first, second] = envelopes(COMPLETED_TOPIC);
    expect(second?.envelope_id).to.equal(first?.envelope_id);
  });

  it('makes no dead letter of a dead letter on the topic that it hears itself, which would go on without end', async () => {
    const { topics } = fakeContract();
    const subscribe = [
      ...topics.subscribe,
      ...topics.subscribe.map((own) => ({ ...own, topic: DEAD_LETTER_TOPIC })),
    ];
    const node = await open(new FakeNode(async () => [done()], { topics: { ...topics, subscribe } }));
    await bus.publish([{ topic: COMMAND_TOPIC, key: 'k', headers: {}, value: 'no JSON' }]);
    await until(() => logger.lines.some(({ message }) => message === 'dead letter ignored'));
    await bus.publish([{ ...command({}), topic: DEAD_LETTER_TOPIC }]);
    await until(() => node.handled.length === 1);
    expect(letters()).to.have.length(2);
  });

  it('dead-letters what is malformed, tells of it once without its content, and goes on', async () => {
    const node = await open(new FakeNode(async () => [done()]));
    const record = { topic: COMMAND_TOPIC, key: 'k', headers: {} };
    await bus.publish([
      { ...record, value: 'secret but no JSON' },
      { ...record, value: '{"no": "secret", "envelope_id": "10000000-0000-4000-8000-000000000001"}' },
      command({ good: true }),
    ]);
    await until(() => envelopes(COMPLETED_TOPIC).length === 1);
    expect(letters().map((letter) => letter['failure_reason'])).to.deep.equal([
      'the message is not JSON',
      'the message has no payload',
    ]);
    expect(letters()[0]).to.deep.include({ original_topic: COMMAND_TOPIC, error_type: 'ContentError' });
    expect(bus.records(DEAD_LETTER_TOPIC).map(({ key }) => String(key))).to.deep.equal(['k', 'k']);
    const lines = logger.lines.filter(({ message }) => message === 'message dead-lettered');
    expect(lines.map(({ level }) => level)).to.deep.equal(['info', 'info']);
    expect(JSON.stringify(logger.lines)).to.not.contain('secret');
    expect(node.handled).to.have.length(1);
    expect(node.problems.size).to.equal(0);
  });

  it('dead-letters what the node’s model refuses', async () => {
    await open(
      new FakeNode(async () => {
        throw new ContentError('amount: expected number');
      }),
    );
    await bus.publish([command({ amount: 'x' })]);
    await until(() => letters().length === 1);
    expect(letters()[0]).to.include({ failure_reason: 'amount: expected number' });
  });

  it('dead-letters, as an error, what makes the node itself fail', async () => {
    await open(
      new FakeNode(async () => {
        throw new OnexError('CONTRACT_VALIDATION_ERROR', 'an effect gives out no intents');
      }),
    );
    await bus.publish([command({})]);
    await until(() => letters().length === 1);
    expect(letters()[0]).to.include({
      failure_class: 'ONEX_CORE_097_CONTRACT_VALIDATION_ERROR',
      error_type: 'OnexError',
    });
    expect(logger.lines.find(({ message }) => message === 'message dead-lettered')?.level).to.equal('error');
  });

  it('tries again while something is away, is not ready meanwhile, and loses nothing', async () => {
    let failures = 2;
    const node: FakeNode = new FakeNode(async () => {
      if (failures-- > 0) throw new OnexError('DEPENDENCY_UNAVAILABLE', 'the ledger is away');
      expect([...node.problems.values()].join()).to.contain('the ledger is away');
      return [done()];
    });
    await open(node);
    await bus.publish([command({})]);
    await until(() => envelopes(COMPLETED_TOPIC).length === 1 && node.problems.size === 0);
    expect(node.handled).to.have.length(3);
    expect(letters()).to.deep.equal([]);
  });

  it('stops consuming when it stays away, leaves the message to others, and is not ready', async () => {
    const away = new FakeNode(async () => {
      throw new OnexError('EVENT_BUS_ERROR', 'the ledger is away');
    });
    await open(away);
    await bus.publish([command({ kept: true })]);
    await until(() => [...away.problems.values()].some((problem) => problem.startsWith('consumer stopped')));
    const other = new FakeNode(async () => [done()]);
    other.instanceId = 'other';
    await open(other);
    await until(() => other.handled.length === 1);
    expect(away.handled).to.have.length(3);
    expect(letters()).to.deep.equal([]);
    expect(logger.lines.filter(({ message }) => message.startsWith('consumer stopped'))).to.have.length(1);
  });

  it('joins again after a pause, and does what waited', async () => {
    let away = true;
    const node = new FakeNode(async () => {
      if (away) throw new OnexError('EVENT_BUS_ERROR', 'the ledger is away');
      return [done()];
    });
    await open(node, { rejoin: { initialMs: 20, maxMs: 20 } });
    await bus.publish([command({})]);
    await until(() => node.problems.size > 0);
    away = false;
    await until(() => envelopes(COMPLETED_TOPIC).length === 1 && node.problems.size === 0);
  });

  it('does not commit before what it publishes is acknowledged', async () => {
    let refuse = true;
    const flaky: InMemoryTransport = {
      ...bus,
      async publish(records) {
        if (refuse && records.some(({ topic }) => topic === COMPLETED_TOPIC)) {
          throw new OnexError('EVENT_BUS_ERROR', 'broker away');
        }
        await bus.publish(records);
      },
    };
    const node = await open(new FakeNode(async () => [done()]), { transport: flaky });
    await bus.publish([command({})]);
    await until(() => node.problems.size > 0);
    await closeEventBus(node);
    refuse = false;
    const heir = await open(new FakeNode(async () => [done()]));
    await until(() => heir.handled.length === 1 && envelopes(COMPLETED_TOPIC).length === 1);
  });

  it('publishes for a node what no message in hand caused, while it is open', async () => {
    const node = await open(new FakeNode());
    const cause = command({}).envelope;
    await node.sink?.([done({ late: true })], cause);
    const [late] = envelopes(COMPLETED_TOPIC);
    expect(late).to.deep.include({ payload: { late: true }, correlation_id: cause.correlation_id });
    await closeEventBus(node);
    expect(node.sink).to.equal(null);
  });

  it('does what is in hand to its end when it closes', async () => {
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const node = await open(
      new FakeNode(async () => {
        started.resolve();
        await release.promise;
        return [done()];
      }),
    );
    await bus.publish([command({}), command({})]);
    await started.promise;
    const closing = closeEventBus(node);
    release.resolve();
    await closing;
    expect(envelopes(COMPLETED_TOPIC)).to.have.length(node.handled.length);
  });

  it('takes over the offsets of the node’s previous version', async () => {
    const node = await open(new FakeNode(async () => [done()]));
    await bus.publish([command({ for: 'old' })]);
    await until(() => envelopes(COMPLETED_TOPIC).length === 1);
    await closeEventBus(node);
    await bus.publish([command({ for: 'new' })]);
    const next = new FakeNode(async () => [], { nodeVersion: { major: 2, minor: 0, patch: 0 } });
    await open(next);
    await until(() => next.handled.length > 0);
    expect(next.handled.map(({ payload }) => payload)).to.deep.equal([{ for: 'new' }]);
  });
});
