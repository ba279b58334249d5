import { expect } from 'chai';
import { type Clock, createClock, faultyBus, faultyStore } from '../../../../test/faults/index.ts';
import { ContentError, OnexError, inPhase, markPhase, phaseOf } from '../../../src/errors/index.ts';
import {
  type InboundRecord,
  closeEventBus,
  createInMemoryTransport,
  createMemoryDeduplication,
  openEventBus,
} from '../../../src/event-bus/index.ts';
import { createDeadLetter } from '../../../src/event-bus/wire/index.ts';
import { COMPLETED_TOPIC, DEAD_LETTER_TOPIC, FakeNode, command } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

describe('the phase of an error', () => {
  let clock: Clock;
  let log: ReturnType<typeof createInMemoryTransport>;
  let node: FakeNode;
  let logger: ReturnType<typeof recordingLogger>;
  beforeEach(() => {
    clock = createClock();
    log = createInMemoryTransport({ partitions: 1 });
    node = new FakeNode(async () => [{ topic: COMPLETED_TOPIC, payload: {} }]);
    logger = recordingLogger();
  });
  afterEach(async () => {
    const closed = closeEventBus(node);
    await clock.advance(60_000);
    await closed;
    clock.restore();
  });
  const open = (bus = faultyBus(log), store = faultyStore(createMemoryDeduplication())): Promise<void> =>
    openEventBus(node, undefined, { transport: bus.service, deduplication: store.service, logger });
  const send = async (changes: object = {}): Promise<void> => {
    await log.publish([{ ...command({}), ...changes }]);
    await clock.advance(100);
  };
  const letterPhases = (): unknown[] =>
    log.records(DEAD_LETTER_TOPIC).map(({ headers }) => headers['failure_phase']);
  const logged = (): unknown[] =>
    logger.lines
      .filter(({ message }) => message === 'message dead-lettered')
      .map(({ fields }) => (fields as { phase?: unknown }).phase);
  const tried = (): unknown =>
    logger.lines
      .filter(({ message }) => message === 'message will be retried')
      .map(({ fields }) => (fields as { phase?: unknown }).phase)
      .at(-1);

  it('is in the dead letter and in the log: decode, validate, handle, answer', async () => {
    await open();
    await send({ value: 'no JSON' });
    node.work = () => Promise.reject(new ContentError('the payload does not fit the model'));
    await send();
    node.work = () => Promise.reject(new Error('the handler broke'));
    await send();
    node.work = async () => [{ topic: 'no topic!', payload: {} }];
    await send();
    expect(letterPhases()).to.deep.equal(['decode', 'validate', 'handle', 'answer']);
    expect(logged()).to.deep.equal(['decode', 'validate', 'handle', 'answer']);
  });

  it('is that of the answer where the bus refuses it for good', async () => {
    const bus = faultyBus(log);
    bus.fail('publish', {
      times: Infinity,
      given: (records) => records.some(({ topic }) => topic === COMPLETED_TOPIC),
      error: new OnexError('INVALID_PARAMETER', 'the record is too large'),
    });
    await open(bus);
    await send();
    expect(letterPhases()).to.deep.equal(['answer']);
  });

  it('is state or publish where the message waits', async () => {
    const [bus, store] = [faultyBus(log), faultyStore(createMemoryDeduplication())];
    await open(bus, store);
    store.fail('once');
    await send();
    expect(tried()).to.equal('state');
    await clock.advance(5000);
    bus.fail('publish', { given: (records) => records.some(({ topic }) => topic === COMPLETED_TOPIC) });
    await send();
    expect(tried()).to.equal('publish');
    await clock.advance(5000);
    expect(letterPhases()).to.deep.equal([]);
  });

  it('of a record that was cut off is read', async () => {
    await open();
    const record = {
      topic: 't',
      partition: 0,
      offset: 1n,
      key: null,
      value: null,
      headers: {},
      timestamp: 0,
    };
    const error = new ContentError('too large');
    markPhase(error, 'read');
    const letter = createDeadLetter(record as InboundRecord, error, { topic: 'd', source: 's' });
    expect(letter.headers['failure_phase']).to.equal('read');
  });

  it('is the one in which it occurred, also below its causes, and unknown for what is no object', async () => {
    const inner = new Error('inner');
    const thrown: unknown = await inPhase('publish', () =>
      inPhase('answer', () => Promise.reject(new Error('outer', { cause: inner }))),
    ).catch((error: unknown) => error);
    expect(phaseOf(thrown)).to.equal('answer');
    markPhase(inner, 'state');
    expect(phaseOf(new Error('another', { cause: inner }))).to.equal('state');
    const circular = new Error('circular');
    circular.cause = circular;
    for (const unknown of [circular, 'text', null, undefined, 1n]) {
      expect(phaseOf(unknown)).to.equal(null);
    }
    markPhase('text', 'read');
  });
});
