import { expect } from 'chai';
import { z } from 'zod';
import { type Clock, createClock } from '../../../../test/faults/index.ts';
import { type Contract } from '../../../src/contract/index.ts';
import { createEnvelope, type Envelope } from '../../../src/event-bus/index.ts';
import { Container, LOGGER, METRICS, NodeEffect, type HandlerContext } from '../../../src/node/index.ts';
import { timeLimitOf } from '../../../src/node/progress/index.ts';
import { contractOf } from '../../contract/read.ts';
import { childLogger } from './child-logger.ts';

const contractWith = (body: string): Contract =>
  contractOf(`name: node_shop_parcel_effect\nnode_type: EFFECT_GENERIC\n${body}\n`);

describe('the time limit of an attempt', () => {
  const limit = (operation: string, more = ''): number | null =>
    timeLimitOf(contractWith(`io_operations: [${operation}]\n${more}`), 'pay');

  it('is that of the operation, else that of the contract, else 300 s', () => {
    expect(limit('{operation: pay, timeout_ms: 5}', 'performance: {single_operation_max_ms: 7}')).to.equal(5);
    expect(limit('{operation: pay}', 'performance: {single_operation_max_ms: 7}')).to.equal(7);
    expect(limit('{operation: pay}')).to.equal(300_000);
  });

  it('is none where the contract says 0, and the closest one counts', () => {
    expect(limit('{operation: pay, timeout_seconds: 0}')).to.equal(null);
    expect(limit('{operation: pay}', 'descriptor: {timeout_ms: 0}')).to.equal(null);
    expect(limit('{operation: pay, timeout_ms: 0}', 'descriptor: {timeout_ms: 9}')).to.equal(null);
    expect(limit('{operation: pay, timeout_ms: 9}', 'descriptor: {timeout_ms: 0}')).to.equal(9);
  });
});

type Handle = (context: HandlerContext, attempt: number) => unknown;

function parcelNode(handle: Handle, operation: string, retries: number) {
  let attempt = 0;
  const contract = contractWith(`
io_operations: [${operation}]
event_bus:
  subscribe_topics: [onex.cmd.shop.parcel-requested.v1]
  publish_topics: [onex.evt.shop.parcel-completed.v1, onex.evt.shop.parcel-failed.v1]
error_handling:
  retry_policy: {max_retries: ${retries}, initial_delay_ms: 1, max_delay_ms: 1, exponential_base: 1}`);
  const logger = childLogger();
  const container = new Container().register(LOGGER, { value: logger });
  class Parcel extends NodeEffect {
    constructor() {
      const any = z.object({}).loose();
      const send = {
        input: any,
        output: any,
        handle: (_: object, context: HandlerContext) => handle(context, (attempt += 1)) as object,
      };
      super(container, { contract, handlers: { send } });
    }
  }
  const node = new Parcel();
  const dispatch = (envelope: Envelope = createEnvelope({ operation: 'send' })) =>
    node.dispatch({ payload: { operation: 'send' }, envelope, topic: 'onex.cmd.shop.parcel-requested.v1' });
  const halves = () => logger.lines.filter(({ message }) => message.includes('half of its time limit'));
  const oldest = async (): Promise<string> =>
    /^onex_oldest_message_seconds\{.*\} (\S+)$/mu.exec((await container.get(METRICS).text()).body)?.[1] ??
    'none';
  return { node, dispatch, logger, halves, oldest };
}

describe('a handler that does not return', () => {
  let clock: Clock;
  beforeEach(async () => {
    await import('cockatiel');
    clock = createClock();
  });
  afterEach(() => clock.restore());

  it('is warned of once, at half of its time, with the operation, the message, and its age', async () => {
    const { dispatch, halves } = parcelNode(
      () => new Promise(() => {}),
      '{operation: send, timeout_ms: 1000}',
      2,
    );
    const envelope = createEnvelope({ operation: 'send' });
    const outputs = dispatch(envelope);
    await clock.advance(499);
    expect(halves()).to.have.length(0);
    await clock.advance(1);
    expect(halves()).to.have.length(1);
    expect(halves()[0]).to.have.property('level', 'warn');
    expect(halves()[0]?.fields).to.include({
      node: 'node_shop_parcel_effect',
      operation: 'send',
      message_id: envelope.envelope_id,
      time_limit_ms: 1000,
    });
    expect(halves()[0]?.fields).to.have.property('age_seconds', 0.5);
    await clock.advance(10_000);
    await outputs;
    expect(halves()).to.have.length(1);
  });

  it('is tried again under the retry policy, and fails when the last attempt has reached the limit', async () => {
    const signals: boolean[] = [];
    let attempts = 0;
    const { dispatch } = parcelNode(
      ({ signal }, attempt) => {
        attempts = attempt;
        signal.addEventListener('abort', () => signals.push(true));
        return new Promise(() => {});
      },
      '{operation: send, timeout_ms: 1000}',
      2,
    );
    const outputs = dispatch();
    await clock.advance(3010);
    expect(attempts).to.equal(3);
    expect(signals).to.have.length(3);
    expect((await outputs)[0]?.payload).to.have.nested.property(
      'error.error_code',
      'ONEX_CORE_082_TIMEOUT_EXCEEDED',
    );
  });

  it('has its late result ignored, while a later attempt works and after it', async () => {
    const late = Promise.withResolvers<object>();
    const { dispatch } = parcelNode(
      ({ emit }, attempt) => {
        if (attempt === 1)
          return late.promise.then(
            (result) => (
              emit({ kind: 'event', topic: 'onex.evt.shop.parcel-completed.v1', payload: { late: true } }),
              result
            ),
          );
        late.resolve({ from: 'late' });
        return new Promise((resolve) => setTimeout(() => resolve({ from: 'second' }), 10));
      },
      '{operation: send, timeout_ms: 1000}',
      1,
    );
    const outputs = dispatch();
    await clock.advance(1100);
    expect((await outputs).map(({ payload }) => payload)).to.deep.equal([{ from: 'second' }]);
  });

  it('makes the node not ready from its first timeout until the message is answered', async () => {
    const { node, dispatch } = parcelNode(
      () => new Promise(() => {}),
      '{operation: send, timeout_ms: 1000}',
      1,
    );
    const envelope = createEnvelope({ operation: 'send' });
    const outputs = dispatch(envelope);
    await clock.advance(999);
    expect(node.health().ready).to.equal(true);
    await clock.advance(10);
    expect(node.health().problems).to.deep.equal({
      work: `send has exceeded its time limit for message ${envelope.envelope_id} of onex.cmd.shop.parcel-requested.v1`,
    });
    await clock.advance(1000);
    await outputs;
    expect(node.health().problems).to.deep.equal({});
  });

  it('has the default limit where the contract gives none', async () => {
    const { dispatch, halves } = parcelNode(() => new Promise(() => {}), '{operation: send}', 0);
    const outputs = dispatch();
    await clock.advance(150_000);
    expect(halves()).to.have.length(1);
    await clock.advance(150_000);
    expect((await outputs)[0]?.payload).to.have.nested.property(
      'error.error_code',
      'ONEX_CORE_082_TIMEOUT_EXCEEDED',
    );
  });

  it('with the limit 0 is waited for without end, and warned of once', async () => {
    const held = Promise.withResolvers<object>();
    const { dispatch, logger } = parcelNode(() => held.promise, '{operation: send, timeout_ms: 0}', 0);
    const outputs = dispatch();
    await clock.advance(3_600_000);
    expect(logger.lines.filter(({ message }) => message.includes('has no time limit'))).to.have.length(1);
    held.resolve({});
    expect((await outputs)[0]?.payload).to.deep.equal({});
  });

  it('is the oldest message in /health and in the metrics, until it is answered', async () => {
    const held = Promise.withResolvers<object>();
    const { node, dispatch, oldest } = parcelNode(
      (_, attempt) => (attempt === 1 ? held.promise : {}),
      '{operation: send}',
      0,
    );
    expect([node.health().oldest_in_progress, await oldest()]).to.deep.equal([null, '0']);
    const envelope = createEnvelope({ operation: 'send' });
    const outputs = dispatch(envelope);
    await dispatch();
    await clock.advance(2000);
    expect(node.health().oldest_in_progress).to.include({
      operation: 'send',
      topic: 'onex.cmd.shop.parcel-requested.v1',
      message_id: envelope.envelope_id,
      age_seconds: 2,
    });
    expect(await oldest()).to.equal('2');
    held.resolve({});
    await outputs;
    expect([node.health().oldest_in_progress, await oldest()]).to.deep.equal([null, '0']);
  });

  it('leaves no timer behind when it does return', async () => {
    const { dispatch } = parcelNode(() => ({}), '{operation: send, timeout_seconds: 600}', 0);
    await dispatch();
    const waiting = clock.waiting();
    for (let count = 0; count < 10; count += 1) await dispatch();
    expect(clock.waiting()).to.equal(waiting);
  });
});
